import ArgumentParser
import Jobs
import Pipeline

/// The daemon, and its command line.
@main
struct Fieldworkd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fieldworkd",
        abstract: "Codes interview transcripts and classifies clusters.",
        usage: "fieldworkd [--config <file>] [--set <key=value> ...] [--check-config]",
        discussion: """
            Takes jobs from a PostgreSQL database until it is told to stop. SIGTERM or
            SIGINT lets running jobs finish; a second one ends the process at once.

            Settings come from --set, then from variables such as FIELDWORKD_HTTP_PORT
            for http.port, then from a YAML file. The example file explains each.
            """,
        version: Release.version, subcommands: [RunIsolated.self])

    @OptionGroup var options: SettingsOptions

    @Flag(help: "Print the settings in effect, or all that is wrong with them, and exit.")
    var checkConfig = false

    func run() async throws {
        let began = ContinuousClock.now
        let (settings, reader) = await options.readOrExit()
        if checkConfig {
            LogWriter.standardOutput.write(Array(reader.report.utf8))
            return
        }
        // This very program, even while an upgrade replaces it in its place.
        let isolation = ChildProcessIsolation(executable: "/proc/self/exe", arguments: ["run-isolated"] + options.arguments)
        await DaemonProcess(settings: settings, isolation: isolation, began: began).run()
    }
}
