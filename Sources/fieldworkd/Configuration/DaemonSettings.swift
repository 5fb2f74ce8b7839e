import FoundationEssentials
import Glibc
import Jobs
import Postgres

/// All that can be set, from `--set`, the environment and a file, in this order.
struct DaemonSettings: Sendable {
    let database: DatabaseSettings
    let work: WorkSettings
    let extract: ExtractSettings
    let http: HTTPSettings
    let log: LogSettings

    /// Where the settings are looked for unless `--config` says otherwise. The file may be missing.
    static let defaultPath = "/etc/fieldwork/fieldworkd.yaml"

    /// Reads everything; what is wrong is the reader's to tell.
    init(_ reader: SettingsReader, environment: [String: String]) async {
        database = await DatabaseSettings(reader, credentials: environment["CREDENTIALS_DIRECTORY"])
        work = await WorkSettings(reader)
        extract = await ExtractSettings(reader)
        http = await HTTPSettings(reader)
        log = await LogSettings(reader)
    }

    /// The longest a loop may take to go round: two round trips, the waits for their connections, and a pause.
    var patience: Duration {
        (database.configuration.connectTimeout + database.configuration.roundTripTimeout) * 2 + work.jobs.lease
            + work.jobs.pollFloor
    }

    /// The layers in order. `file` is the `--config` option.
    static func layers(
        options: [SettingOption], environment: [String: String], file: String?
    ) throws(SettingsProblem) -> [SettingsLayer] {
        var layers = [SettingsLayer.options(options), SettingsLayer.environment(environment)]
        if file != nil || access(defaultPath, F_OK) == 0 {
            if let layer = try SettingsLayer.file(file ?? defaultPath) { layers.append(layer) }
        }
        return layers
    }
}
