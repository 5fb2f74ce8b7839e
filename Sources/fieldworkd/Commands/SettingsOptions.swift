import ArgumentParser
import FoundationEssentials

/// Where settings come from; the same for every way to run the program.
struct SettingsOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Read settings from this file.", discussion: "Default: \(DaemonSettings.defaultPath), if there is one.",
            valueName: "file"))
    var config: String?

    @Option(
        name: [.customShort("s"), .customLong("set")],
        help: ArgumentHelp("Set one key, such as http.port=0. May be repeated.", valueName: "key=value"))
    var assignments: [SettingOption] = []

    /// Reads all settings; whatever is wrong is in the reader's problems.
    func read() async throws(SettingsProblem) -> (settings: DaemonSettings, reader: SettingsReader) {
        let environment = ProcessInfo.processInfo.environment
        let reader = SettingsReader(try DaemonSettings.layers(options: assignments, environment: environment, file: config))
        return (await DaemonSettings(reader, environment: environment), reader)
    }

    /// Reads all settings, or says on standard error all that is wrong and ends the process.
    func readOrExit() async -> (settings: DaemonSettings, reader: SettingsReader) {
        do {
            let (settings, reader) = try await read()
            if reader.problems.isEmpty { return (settings, reader) }
            ExitStatus.configuration.exit(saying: reader.problems.map(\.description))
        } catch {
            ExitStatus.configuration.exit(saying: [error.description])
        }
    }

    /// The options that make a child process read the same settings.
    var arguments: [String] {
        (config.map { ["--config", $0] } ?? []) + assignments.flatMap { ["--set", "\($0.key)=\($0.value)"] }
    }
}
