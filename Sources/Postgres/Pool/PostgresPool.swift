public import Logging

/// A number of connections shared by many tasks.
///
/// ```swift
/// let pool = PostgresPool(configuration, size: 8, logger: logger)
/// async let upkeep: Void = pool.run()          // as a service, for as long as the pool is used
/// let rows = try await pool.execute(FindDocument(id: 7))
/// ```
/// Connections are opened when they are needed, at most `size`, and used again, the one used last first: so what is not
/// needed stays idle and prepared statements stay warm. One that broke is replaced when next needed. While the database
/// cannot be reached, one attempt at a time is made, at jittered intervals, and callers wait until their own time is up.
///
/// What a caller leaves behind in a session is its own business, except that a connection is closed rather than given to
/// somebody else if it is in a transaction or listens to a channel.
public actor PostgresPool {
    public nonisolated let configuration: PostgresConfiguration
    /// The most connections open at any time.
    public nonisolated let size: Int
    /// How long a caller waits for a connection, unless it says otherwise.
    public nonisolated let acquireTimeout: Duration
    private nonisolated let logger: Logger
    private nonisolated let loop = PostgresLoop.shared

    /// The loop of the connections: taking one and giving it back costs no switch of threads.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.serialExecutor.asUnownedSerialExecutor() }

    private enum Phase {
        /// `run` has not been called. Callers wait.
        case waiting
        case running
        /// `run` has ended. Callers are refused; connections are closed as they come back.
        case stopped
    }

    private struct Caller {
        let id: UInt64
        let deadline: Instant
        let continuation: UnsafeContinuation<Result<PostgresConnection, PostgresError>, Never>
    }

    private var phase = Phase.waiting
    private var idle: [PostgresConnection] = []
    /// Connections that are open or being opened, in use or not.
    private var count = 0
    /// Of these, the ones being opened.
    private var opening = 0
    private var line: [Caller] = []
    private var lastCaller: UInt64 = 0
    /// For the line's deadlines: there while there is a line.
    private var registration: LoopRegistration?
    /// Asks `run` to open a connection.
    private var demand: AsyncStream<Void>.Continuation?

    private var lastFailure: PostgresError?
    private var isBackingOff = false
    private var backoff = Backoff()
    /// Shared by the pools of a process: those that lead to one place fail for one reason.
    private static let throttle = Lock(LogThrottle())

    public init(
        _ configuration: PostgresConfiguration, size: Int, logger: Logger, acquireTimeout: Duration = .seconds(5)
    ) {
        precondition(size > 0, "a pool needs room for a connection")
        self.configuration = configuration
        self.size = size
        self.logger = logger
        self.acquireTimeout = acquireTimeout
    }

    // MARK: Use

    /// Runs `body` isolated to a connection that nobody else has meanwhile.
    ///
    /// - Parameter deadline: how long to wait for a connection; ``acquireTimeout`` if nil. Statements have their own.
    /// - Throws: what `body` throws; ``PostgresError`` of kind `poolTimeout`, `poolClosed` or `cancelled`.
    @discardableResult
    public func withConnection<R: Sendable>(
        deadline: Duration? = nil, _ body: @Sendable (isolated PostgresConnection) async throws -> R
    ) async throws -> R {
        let connection = try await acquire(within: deadline ?? acquireTimeout)
        defer { release(connection) }
        return try await body(connection)
    }

    /// Runs `body` in a transaction; see ``PostgresConnection/withTransaction(_:_:)``.
    @discardableResult
    public func withTransaction<R: Sendable>(
        _ options: PostgresTransactionOptions = PostgresTransactionOptions(), deadline: Duration? = nil,
        _ body: @Sendable (isolated PostgresConnection) async throws -> R
    ) async throws -> R {
        try await withConnection(deadline: deadline) { connection in
            try await connection.withTransaction(options, body)
        }
    }

    // MARK: Upkeep

    /// Opens connections as they are needed, until the task is cancelled. Then idle connections are closed, waiting callers
    /// refused, and connections in use closed when they come back.
    public func run() async throws {
        guard phase != .running else {
            throw PostgresError(.misuse, reason: "the pool is running already")
        }
        let (requests, demand) = AsyncStream<Void>.makeStream()
        phase = .running
        self.demand = demand
        grow()
        await withDiscardingTaskGroup { group in
            for await _ in requests { group.addTask { await self.open() } }
        }
        stop()
    }

    private func stop() {
        phase = .stopped
        demand = nil
        for connection in idle { discard(connection) }
        idle.removeAll()
        for caller in line { caller.continuation.resume(returning: .failure(closed)) }
        line.removeAll()
        lineChanged()
    }

    private var closed: PostgresError { PostgresError(.poolClosed, reason: "run() has ended") }

    /// Asks for connections as far as callers wait and there is room.
    private func grow() {
        while phase == .running, !isBackingOff, opening < line.count, count < size {
            opening += 1
            count += 1
            demand?.yield()
        }
    }

    /// Opens one connection for whoever is first in line; tries again while somebody is in line.
    private func open() async {
        while true {
            do throws(PostgresError) {
                let connection = try await PostgresConnection.open(configuration, logger: logger)
                backoff.reset()
                lastFailure = nil
                opening -= 1
                give(connection)
                return grow()
            } catch {
                lastFailure = error
                guard !isBackingOff, await waitAfter(error) else { break }
            }
        }
        opening -= 1
        count -= 1
    }

    /// Waits for the next attempt; false if there is no need for one.
    private func waitAfter(_ error: PostgresError) async -> Bool {
        guard !Task.isCancelled else { return false }
        if let suppressed = Self.throttle.withLock({ $0.admit("\(configuration): \(error.cause)") }) {
            logger.warning(
                "cannot connect to PostgreSQL", metadata: ["error": "\(error)", "suppressed": "\(suppressed)"])
        }
        isBackingOff = true
        defer { isBackingOff = false }
        var random = SystemRandomNumberGenerator()
        try? await Task.sleep(for: backoff.next(using: &random))
        return !Task.isCancelled && !line.isEmpty
    }

    // MARK: Taking and giving

    func acquire(within timeout: Duration) async throws(PostgresError) -> PostgresConnection {
        guard phase != .stopped else { throw closed }
        guard !Task.isCancelled else { throw PostgresError(.cancelled) }
        while let connection = idle.popLast() {
            if isReusable(connection) { return connection }
            discard(connection)
        }
        lastCaller += 1
        let id = lastCaller
        let deadline = Instant.now + timeout
        return try await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                line.append(Caller(id: id, deadline: deadline, continuation: continuation))
                lineChanged()
                grow()
            }
        } onCancel: {
            loop.post { self.assumeIsolated { $0.giveUp(id) } }
        }.get()
    }

    func release(_ connection: PostgresConnection) {
        if phase == .running, isReusable(connection) {
            give(connection)
        } else {
            discard(connection)
            grow()
        }
    }

    private func give(_ connection: PostgresConnection) {
        guard phase == .running else { return discard(connection) }
        if line.isEmpty {
            idle.append(connection)
        } else {
            line.removeFirst().continuation.resume(returning: .success(connection))
            lineChanged()
        }
    }

    private func isReusable(_ connection: PostgresConnection) -> Bool {
        connection.assumeIsolated { $0.isReusable }
    }

    private func discard(_ connection: PostgresConnection) {
        count -= 1
        connection.assumeIsolated { $0.close() }
    }

    private func giveUp(_ id: UInt64) {
        guard let index = line.firstIndex(where: { $0.id == id }) else { return }
        line.remove(at: index).continuation.resume(returning: .failure(PostgresError(.cancelled)))
        lineChanged()
    }
}

// MARK: Deadlines of those in line

extension PostgresPool: LoopClient {
    private func lineChanged() {
        if line.isEmpty {
            if let registration { loop.unregister(registration) }
            registration = nil
        } else {
            let registration = registration ?? loop.register(self)
            self.registration = registration
            loop.setAlarm(registration, at: line.reduce(.never) { min($0, $1.deadline) })
        }
    }

    nonisolated func alarm(at now: Instant) -> Instant {
        assumeIsolated { $0.deadlinesPassed(now) }
    }

    private func deadlinesPassed(_ now: Instant) -> Instant {
        for caller in line where caller.deadline <= now {
            caller.continuation.resume(returning: .failure(timedOut))
        }
        line.removeAll { $0.deadline <= now }
        lineChanged()
        return line.reduce(.never) { min($0, $1.deadline) }
    }

    private var timedOut: PostgresError {
        let reason =
            if phase == .waiting {
                "run() has not been called"
            } else if let lastFailure {
                "no connection can be opened; the last attempt: \(lastFailure)"
            } else {
                "all \(size) connections are in use or being opened"
            }
        return PostgresError(.poolTimeout, reason: reason)
    }
}
