import ArgumentParser
import Foundation
import Jobs
import Pipeline

/// Runs one job alone: how the daemon finds out which job kills the process it runs in.
struct RunIsolated: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run-isolated", abstract: "Run the one claim on standard input.", shouldDisplay: false)

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let (settings, _) = await options.readOrExit()
        let run = IsolatedRun(
            settings: settings.work.jobs, catalog: .fieldwork(extractor: settings.extract.extractor),
            database: settings.database.configuration, memoryLimit: settings.work.isolatedMemory,
            logger: settings.log.makeLogger())
        Foundation.exit(await run.run())
    }
}
