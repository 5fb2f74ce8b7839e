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

    func run() async throws {
        await cancelWhenGracefulShutdown {
            if await announce() { await watch() }
        }
    }

    /// Asks for time until the daemon is ready, and says so. False if it never was.
    private func announce() async -> Bool {
        var nextExtension = ContinuousClock.now
        while !Task.isCancelled, !state.isStopping {
            let readiness = await state.readiness()
            if readiness.isReady {
                manager.notify(.ready, .status(readiness.status))
                logger.notice("ready", metadata: ["after_ms": "\((ContinuousClock.now - began).milliseconds)"])
                return true
            }
            if ContinuousClock.now >= nextExtension {
                manager.notify(.status(readiness.status), .extendTimeout(.seconds(60)))
                nextExtension = .now + .seconds(5)
            }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    private func watch() async {
        var told = ""
        while !Task.isCancelled {
            if state.isAlive { manager.notify(.watchdog) }
            let status = await state.readiness().status
            if status != told { manager.notify(.status(status)) }
            told = status
            try? await Task.sleep(for: min(.seconds(5), manager.watchdog.map { $0 / 4 } ?? .seconds(5)))
        }
    }
}
