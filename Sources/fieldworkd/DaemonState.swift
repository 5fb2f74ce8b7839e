import Jobs
import Pipeline
import Synchronization

/// How far the daemon has come: what health checks, metrics and the service manager are told is read from here.
final class DaemonState: Sendable {
    private enum Phase {
        /// Until the database is there and its schema fits.
        case waiting(reason: String)
        case working(JobParts, since: ContinuousClock.Instant)
        case stopping(JobParts?)
    }

    /// The longest a loop may take to go round, its database's deadlines included.
    private let patience: Duration
    private let phase = Mutex(Phase.waiting(reason: "not asked yet"))
    private let queues = Mutex<QueueWatch?>(nil)

    init(patience: Duration) {
        self.patience = patience
    }

    func wait(_ reason: String) {
        phase.withLock { if case .waiting = $0 { $0 = .waiting(reason: reason) } }
    }

    func work(_ parts: JobParts) {
        queues.withLock { $0 = QueueWatch(pool: parts.queuePool) }
        phase.withLock { if case .waiting = $0 { $0 = .working(parts, since: .now) } }
    }

    func stop() {
        phase.withLock { phase in
            if case .working(let parts, _) = phase { phase = .stopping(parts) } else { phase = .stopping(nil) }
        }
    }

    var isStopping: Bool {
        phase.withLock { if case .stopping = $0 { true } else { false } }
    }

    /// False when a loop that must go round stands still. Waiting for the database and stopping have limits of their own.
    var isAlive: Bool {
        switch phase.withLock({ $0 }) {
        case .waiting, .stopping: true
        case .working(let parts, let since): parts.progress.isAlive(within: patience) || ContinuousClock.now - since < patience
        }
    }

    func readiness() async -> Readiness {
        switch phase.withLock({ $0 }) {
        case .waiting(let reason):
            Readiness(checks: [.init(name: "schema", problem: reason)])
        case .working(let parts, _):
            Readiness(checks: [
                .init(name: "schema", problem: nil),
                .init(
                    name: "lease", problem: await parts.lease.incarnation == nil ? "not held: the database does not answer" : nil),
                .init(
                    name: "listen", problem: await parts.doorbell.isListening ? nil : "no connection: jobs start at the next poll"
                ),
                .init(
                    name: "claim", problem: parts.progress.isClaiming ? nil : "no claim has succeeded since the last that failed"),
            ])
        case .stopping:
            Readiness(checks: [.init(name: "stop", problem: "told to stop")])
        }
    }

    func metrics() async -> [MetricFamily] {
        let build = MetricFamily.Sample(labels: [MetricLabel(name: "version", value: Release.version)], value: 1)
        var families = [
            MetricFamily("fieldwork_build_info", .gauge, [build]),
            MetricFamily("fieldwork_ready", .gauge, await readiness().isReady ? 1 : 0),
        ]
        guard let parts else { return families }
        families.append(MetricFamily("fieldwork_jobs_running", .gauge, Double(parts.attempts.count)))
        families.append(MetricFamily("fieldwork_lease_held", .gauge, await parts.lease.incarnation == nil ? 0 : 1))
        families.append(MetricFamily("fieldwork_doorbell_listening", .gauge, await parts.doorbell.isListening ? 1 : 0))
        if !isStopping, let reading = await queues.withLock({ $0 })?.latest() { families += MetricFamily.families(of: reading) }
        return families
    }

    private var parts: JobParts? {
        switch phase.withLock({ $0 }) {
        case .waiting: nil
        case .working(let parts, _): parts
        case .stopping(let parts): parts
        }
    }
}
