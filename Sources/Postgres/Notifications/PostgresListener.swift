public import Logging

/// Listens on a connection of its own, and gets itself a new one whenever that breaks.
///
/// ```swift
/// let listener = PostgresListener(configuration, channels: ["jobs"], logger: logger)
/// async let listening: Void = listener.run()          // as a service
/// for await event in listener.events {
///     switch event {
///     case .listening: …        // look once: what was sent before was missed
///     case .notification: …     // look
///     case .lost: …             // poll until it listens again
///     }
/// }
/// ```
/// A connection can die without a word, and a pooler in transaction mode takes LISTEN and delivers nothing. So the listener
/// sends itself a notification every ``probeInterval``, and gives a connection up on which the last one has not come back.
/// It needs a direct connection to a primary.
public final class PostgresListener: Sendable {
    public enum Event: Sendable {
        /// Listening on all channels from now on; notifications sent before are lost.
        case listening(backendPID: Int32)
        case notification(PostgresNotification)
        /// Not listening any more, or not yet. The listener goes on trying.
        case lost(PostgresError)
    }

    public let configuration: PostgresConfiguration
    public let channels: [String]
    public let probeInterval: Duration
    /// What happens, in order; for one reader. Ends when `run` does. If the reader falls far behind the oldest are dropped.
    public let events: AsyncStream<Event>
    private let logger: Logger
    private let continuation: AsyncStream<Event>.Continuation

    public init(
        _ configuration: PostgresConfiguration, channels: [String], logger: Logger, probeInterval: Duration = .seconds(10)
    ) {
        self.configuration = configuration
        self.channels = channels
        self.probeInterval = probeInterval
        self.logger = logger
        (events, continuation) = AsyncStream.makeStream(
            bufferingPolicy: .bufferingNewest(PostgresNotification.bufferSize))
    }

    /// Listens until the task is cancelled. To be called once.
    public func run() async {
        var backoff = Backoff()
        var throttle = LogThrottle()
        var random = SystemRandomNumberGenerator()
        while !Task.isCancelled {
            let hasListened = Lock(false)
            do {
                try await PostgresConnection.withConnection(configuration, logger: logger) { connection in
                    try await listen(connection)
                    hasListened.withLock { $0 = true }
                    continuation.yield(.listening(backendPID: connection.backendPID))
                    try await forward(connection)
                }
            } catch {
                guard !Task.isCancelled else { break }
                let error = error as? PostgresError ?? PostgresError(.connectionLost)
                continuation.yield(.lost(error))
                if hasListened.withLock({ $0 }) { backoff.reset() }
                if let suppressed = throttle.admit(error.cause) {
                    logger.warning(
                        "not listening to PostgreSQL", metadata: ["error": "\(error)", "suppressed": "\(suppressed)"])
                }
                try? await Task.sleep(for: backoff.next(using: &random))
            }
        }
        continuation.finish()
    }

    private func listen(_ connection: isolated PostgresConnection) async throws(PostgresError) {
        for channel in channels + [probeChannel(of: connection)] { try await connection.listen(channel) }
    }

    /// One for each session, so that listeners do not wake each other.
    private func probeChannel(of connection: isolated PostgresConnection) -> String {
        "postgres_listener_probe_\(connection.backendPID)"
    }

    /// Passes notifications on until the connection is lost, which it throws.
    private func forward(_ connection: isolated PostgresConnection) async throws {
        let probeChannel = probeChannel(of: connection)
        let probesBack = Lock(0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await notification in connection.notifications {
                    if notification.channel == probeChannel {
                        probesBack.withLock { $0 += 1 }
                    } else {
                        self.continuation.yield(.notification(notification))
                    }
                }
                throw await connection.reasonForClosing
            }
            group.addTask {
                for probe in 1... {
                    try await connection.notify(probeChannel, deadline: self.probeInterval)
                    try await Task.sleep(for: self.probeInterval)
                    guard probesBack.withLock({ $0 }) == probe else {
                        throw PostgresError(
                            .connectionLost,
                            reason: "the listener's own notification did not come back; it needs a direct connection")
                    }
                }
            }
            try await group.next()
        }
    }
}
