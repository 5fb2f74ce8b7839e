package import Logging
package import Postgres
import ServiceLifecycle

/// Carries rings from other processes to this one's ``Bells``.
///
/// A parked queue hangs out a bell: an advisory lock on the listening connection. `fieldwork_jobs.wake` looks for it and
/// sends a notification only if it hangs, so a busy queue costs its enqueuers nothing. Without this connection, and for
/// callers who do not ring, the poll floor remains.
package actor Doorbell: Service {
    private let configuration: PostgresConfiguration
    private let bells: Bells
    private let logger: Logger
    private let outage: OutageLog

    private var connection: PostgresConnection?
    private var hung: Set<String> = []

    package init(configuration: PostgresConfiguration, bells: Bells, logger: Logger, events: JobEvents) {
        self.configuration = configuration
        self.bells = bells
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

    private static let firstPause = Duration.milliseconds(100)

    /// Hangs out the bell of a queue. True when it was not hanging before: what came meanwhile has to be looked for. When
    /// another process's bell hangs already, that one rings for all.
    func hang(_ queue: String) async -> Bool {
        guard !hung.contains(queue), let connection else { return false }
        guard (try? await connection.execute(HangBell(queue: queue), deadline: .seconds(2)).first) == true else { return false }
        hung.insert(queue)
        return true
    }

    func takeDown(_ queue: String) async {
        guard hung.remove(queue) != nil, let connection else { return }
        _ = try? await connection.execute(TakeBellDown(queue: queue), deadline: .seconds(2))
    }

    private func listen() async throws {
        try await PostgresConnection.withConnection(configuration, logger: logger) { [bells] connection in
            try await connection.listen("fieldwork_jobs")
            await self.began(connection)
            try await withThrowingTaskGroup { group in
                group.addTask {
                    // A half-open connection is silent: it has to be asked.
                    while true {
                        try await Task.sleep(for: .seconds(15))
                        _ = try await connection.execute(Probe(), deadline: .seconds(5))
                    }
                }
                group.addTask {
                    for try await notification in connection.notifications { bells.ring(notification.payload) }
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
    }

    /// True when there was a connection to lose.
    @discardableResult
    private func lost() -> Bool {
        defer { connection = nil }
        hung = []
        return connection != nil
    }
}
