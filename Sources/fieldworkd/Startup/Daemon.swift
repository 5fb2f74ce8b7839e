import Jobs
import Logging
import Postgres
import ServiceLifecycle

/// The work itself: waits for the database, then takes jobs until it is told to stop.
struct Daemon: Service {
    let settings: DaemonSettings
    let state: DaemonState
    let manager: ServiceManager
    let catalog: JobCatalog
    let isolation: any JobIsolation
    let logger: Logger

    func run() async throws {
        try await withGracefulShutdownHandler {
            do {
                try await cancelWhenGracefulShutdown {
                    try await SchemaGate(database: settings.database.configuration, state: state, logger: logger).pass()
                }
            } catch {
                if Task.isShuttingDownGracefully { return }
                throw error
            }
            try await work()
        } onGracefulShutdown: {
            state.stop()
            let ladder = settings.work.jobs.softStop + settings.work.jobs.cancelWait
            manager.notify(.stopping, .status("letting running jobs finish"), .extendTimeout(ladder + .seconds(30)))
            logger.notice("stopping", metadata: ["grace_ms": "\(settings.work.jobs.softStop.milliseconds)"])
        }
    }

    private func work() async throws {
        let parts = JobParts(
            settings: settings.work.jobs, catalog: catalog, database: settings.database.configuration,
            directDatabase: settings.database.direct, handlerThreads: settings.work.threads, isolation: isolation, logger: logger,
            onStuckHandlers: {
                logger.error("some jobs did not end in time; they were given back, and the process ends without them")
                ExitStatus.stuckJobs.exitNow()
            })
        state.work(parts)
        try await ServiceGroup(configuration: .naming(parts.services, logger: logger)).run()
    }
}
