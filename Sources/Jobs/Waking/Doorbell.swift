import Logging
import Postgres
import ServiceLifecycle

/// Carries rings from other processes to this one's ``Bells``.
///
/// A parked queue hangs out a bell: an advisory lock on the listening connection. `fieldwork_jobs.wake` looks for it and
/// sends a notification only if it hangs, so a busy queue costs its enqueuers nothing. Without this connection, and for
/// callers who do not ring, the poll floor remains.
package actor Doorbell: Service {
    private let configuration: PostgresConfiguration
    private let pool: PostgresPool
    private let bells: Bells
    private let probeInterval: Duration
    private let logger: Logger
    private let outage: OutageLog

    private var connection: PostgresConnection?
    private var hung: Set<String> = []

    /// - Parameter pool: what enqueuers go through; probes are sent there.
    init(
        configuration: PostgresConfiguration, pool: PostgresPool, bells: Bells, probeInterval: Duration = .seconds(15),
        logger: Logger, events: JobEvents
    ) {
        self.configuration = configuration
        self.pool = pool
        self.bells = bells
        self.probeInterval = probeInterval
        self.logger = logger
        outage = OutageLog("listen", events)
    }

    /// True while notifications can arrive.
    package var isListening: Bool { connection != nil }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var pause = Self.firstPause
            while !Task.isCancelled {
                do {
                    try await self.listen()
                } catch {
                    if Task.isCancelled { break }
                    self.outage.failed(error)
                }
                pause = await self.lost() ? Self.firstPause : min(pause * 2, .seconds(5))
                try? await Task.sleep(for: pause * Double.random(in: 0.5...1))
            }
        }
        lost()
    }

    private static let channel = "fieldwork_jobs"
    private static let firstPause = Duration.milliseconds(100)
    private static let patience = Duration.seconds(2)

    /// Hangs out the bell of a queue. True when it was not hanging before: what came meanwhile has to be looked for. When
    /// another process's bell hangs already, that one rings for all.
    func hang(_ queue: String) async -> Bool {
        guard !hung.contains(queue), let connection else { return false }
        let hangs = try? await connection.execute(HangBell(queue: queue), deadline: Self.patience).first
        guard hangs == true, connection === self.connection else { return false }
        hung.insert(queue)
        return true
    }

    func takeDown(_ queue: String) async {
        guard hung.remove(queue) != nil, let connection else { return }
        _ = try? await connection.execute(TakeBellDown(queue: queue), deadline: Self.patience)
    }

    private func listen() async throws {
        try await PostgresConnection.withConnection(configuration, logger: logger) { [pool, bells, probeInterval] connection in
            try await connection.listen(Self.channel)
            await self.began(connection)
            let probe = DoorbellProbe()
            try await withThrowingTaskGroup { group in
                group.addTask { try await probe.run(through: pool, Self.channel, every: probeInterval) }
                group.addTask {
                    for await notification in connection.notifications {
                        if notification.payload == probe.name { probe.cameBack() } else { bells.ring(notification.payload) }
                    }
                    throw PostgresError(.connectionLost)
                }
                defer { group.cancelAll() }
                try await group.next()
            }
        }
    }

    private func began(_ connection: PostgresConnection) {
        self.connection = connection
        outage.succeeded()
        // A queue that was parked without a listener has no bell out: its loop comes round and hangs it.
        bells.ringAll()
    }

    /// True when there was a connection to lose.
    @discardableResult
    private func lost() -> Bool {
        defer { connection = nil }
        hung = []
        return connection != nil
    }
}
