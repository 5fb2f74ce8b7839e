import FoundationEssentials
import Glibc
import Jobs
import Logging
import Metrics
import Pipeline
import Postgres
import ServiceLifecycle
import UnixSignals

/// The process from its settings to its exit.
struct DaemonProcess {
    let settings: DaemonSettings
    /// Runs suspected jobs alone.
    let isolation: any JobIsolation
    let began: ContinuousClock.Instant

    /// Returns when the daemon has stopped as it was told to. Any other end is the end of the process.
    func run() async {
        SecondSignal.trap()
        // Whoever read our log or asked for metrics may leave; that is no reason to end.
        signal(SIGPIPE, SIG_IGN)
        let logger = settings.log.makeLogger()
        let registry = MetricRegistry()
        MetricsSystem.bootstrap(registry)
        logger.info(
            "starting",
            metadata: ["version": "\(Release.version)", "queues": .array(settings.work.jobs.queues.map { .string($0) })])
        let services = ServiceGroupConfiguration.naming(
            services(registry, logger), gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        do {
            try await ServiceGroup(configuration: services).run()
            logger.notice("stopped")
        } catch {
            let (status, message, reason) = verdict(error)
            logger.critical(message, metadata: ["reason": "\(reason)"])
            status.exitNow()
        }
    }

    /// In the order in which they depend on each other: how the daemon is can be asked to the last.
    private func services(_ registry: MetricRegistry, _ logger: Logger) -> [any Service] {
        let manager = ServiceManager(environment: ProcessInfo.processInfo.environment, processID: getpid())
        let state = DaemonState(patience: settings.patience)
        var services: [any Service] = [Supervision(manager: manager, state: state, began: began, logger: logger)]
        if let port = settings.http.port {
            services.append(LoopbackServer(port: port, answer: HealthEndpoints(state: state, registry: registry).answer))
        }
        services.append(
            Daemon(
                settings: settings, state: state, manager: manager,
                catalog: .fieldwork(extractor: settings.extract.extractor), isolation: isolation, logger: logger))
        return services
    }

    private func verdict(_ error: any Error) -> (status: ExitStatus, message: Logger.Message, reason: String) {
        switch error {
        case let error as UnfitDatabase: (.unfitDatabase, "the database does not fit this release", error.reason)
        case let error as SettingsProblem: (.configuration, "the configuration is wrong", error.description)
        case let error as PostgresError: (.software, "a part of the daemon failed", error.description)
        default: (.software, "a part of the daemon failed", "\(type(of: error))")
        }
    }
}
