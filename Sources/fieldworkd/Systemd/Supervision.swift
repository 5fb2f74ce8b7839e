import Jobs
import Logging
import ServiceLifecycle

/// Tells the service manager how the daemon is, and feeds its watchdog while the daemon is alive.
///
/// An outage of the database starves nobody: loops that meet their deadlines go round.
struct Supervision: Service {
    let manager: ServiceManager
    let state: DaemonState
    let began: ContinuousClock.Instant
    let logger: Logger

    /// Goes on while the others stop: a service that ended before its turn would count as failed.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            await announce()
            await watch()
        }
    }

    /// Asks for time until the daemon is ready, and says so.
    private func announce() async {
        var nextExtension = ContinuousClock.now
        while !Task.isCancelled, !state.isStopping {
            let readiness = await state.readiness()
            if readiness.isReady {
                manager.notify(.ready, .status(readiness.status))
                logger.notice("ready", metadata: ["after_ms": "\((ContinuousClock.now - began).milliseconds)"])
                return
            }
            if ContinuousClock.now >= nextExtension {
                manager.notify(.status(readiness.status), .extendTimeout(.seconds(60)))
                nextExtension = .now + .seconds(5)
            }
            // A good start takes milliseconds; what takes longer is the database, and can wait to be noticed.
            try? await Task.sleep(for: ContinuousClock.now - began < .seconds(1) ? .milliseconds(5) : .milliseconds(100))
        }
    }

    private func watch() async {
        var told: String?
        while !Task.isCancelled {
            if manager.watchdog != nil, state.isAlive { manager.notify(.watchdog) }
            // What a stop is about is said by whoever stops.
            let status = await state.isStopping ? told : state.readiness().status
            if let status, status != told { manager.notify(.status(status)) }
            told = status
            try? await Task.sleep(for: min(.seconds(5), manager.watchdog.map { $0 / 4 } ?? .seconds(5)))
        }
    }
}
