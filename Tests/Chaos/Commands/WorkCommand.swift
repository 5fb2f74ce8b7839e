import ArgumentParser
import Foundation
import Jobs
import Logging
import Postgres
import ServiceLifecycle
import TestSupport
import UnixSignals

/// A worker process: the queue's own services and the handlers of the harness. Ends with the process that started it.
struct WorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "work", shouldDisplay: false)

    @Option var database: String
    @Option var direct: String
    @Option var log: String
    @Option var leaseMilliseconds: Int
    @Option var concurrency: Int
    @Option var parent: Int32
    @Flag var unprepared = false
    /// Runs the one claim on standard input.
    @Flag var isolated = false

    static func arguments(_ launch: Launch, _ plan: Plan, _ worker: WorkerProcess) -> [String] {
        arguments(
            database: launch.database, direct: launch.direct, log: worker.log, lease: plan.lease,
            concurrency: plan.concurrency, parent: getpid(), unprepared: !launch.preparesStatements)
    }

    private static func arguments(
        database: String, direct: String, log: String, lease: Duration, concurrency: Int, parent: Int32, unprepared: Bool
    ) -> [String] {
        [
            "work", "--database", database, "--direct", direct, "--log", log, "--lease-milliseconds", "\(lease.milliseconds)",
            "--concurrency", "\(concurrency)", "--parent", "\(parent)",
        ] + (unprepared ? ["--unprepared"] : [])
    }

    func run() async throws {
        let writer = try LogFile(path: log)
        let logger = Logger(label: "fieldwork-chaos") { _ in LogFile.Handler(file: writer) }
        var configuration = PostgresConfiguration(database)
        configuration.preparesStatements = !unprepared
        var settings = JobSettings(host: "chaos", programVersion: "chaos")
        settings.lease = .milliseconds(leaseMilliseconds)
        settings.concurrency = concurrency
        settings.isolationPause = .milliseconds(500)
        settings.softStop = .seconds(5)
        let catalog = JobCatalog(KindCatalog.handlers)
        if isolated {
            let run = IsolatedRun(settings: settings, catalog: catalog, database: configuration, logger: logger)
            throw ExitCode(await run.run())
        }
        guard ParentWatch.begin(parent: parent, status: 1) else { throw ExitCode(1) }
        logger.notice("worker begins", metadata: ["wall": "\(Date().timeIntervalSince1970)"])
        let alone = Self.arguments(
            database: database, direct: direct, log: log + ".alone", lease: settings.lease, concurrency: concurrency,
            parent: getpid(), unprepared: unprepared)
        let parts = JobParts(
            settings: settings, catalog: catalog, database: configuration, directDatabase: PostgresConfiguration(direct),
            handlerThreads: 2,
            isolation: ChildProcessIsolation(
                executable: "\(BuiltPrograms.directory)/fieldwork-chaos", arguments: alone + ["--isolated"]),
            logger: logger)
        let services = ServiceGroup(
            configuration: .init(services: parts.services, gracefulShutdownSignals: [.sigterm], logger: logger))
        try await services.run()
    }
}
