import CLibPQ
public import Logging

/// A connection to a PostgreSQL server.
///
/// It exists inside ``withConnection(_:logger:_:)`` or a pool's method of the same name, whose body runs isolated to it:
/// on the event loop, without a change of threads per call. Do not block or compute for long there; gather, leave, compute.
///
/// A connection does one thing at a time. Calls from several tasks are served in the order they came; between the
/// statements of a transaction, though, another task's statement may slip in and become part of it. Give each transaction
/// a connection to itself.
///
/// A connection which breaks, misses a deadline or is in a state of the protocol that is not understood is closed at once;
/// every further call throws ``PostgresError/Kind/connectionLost``. It is never repaired: get another one.
public actor PostgresConnection {
    public nonisolated let configuration: PostgresConfiguration
    nonisolated let logger: Logger
    nonisolated let loop = PostgresLoop.shared

    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.serialExecutor.asUnownedSerialExecutor() }

    // MARK: State, on the loop's thread only

    /// Nil before the connection is open and after it was closed.
    var handle: OpaquePointer?
    var socket: Int32 = -1
    var registration: LoopRegistration?
    /// Why no further statement can be sent; set before `handle` is freed.
    var failure: PostgresError?
    /// The socket is gone; what had arrived before may not have been read yet.
    var isBroken = false

    /// Counts the events on the socket; see `wait(since:)`.
    var generation: UInt64 = 0
    var waiter: UnsafeContinuation<Void, Never>?
    /// Whether the waiter waits for a whole result, so that a part of one need not wake it.
    var waitsForResult = false
    var isWriteArmed = false
    /// Nothing is read for the moment; see `pause()`.
    var isPaused = false
    /// During COPY without a deadline of its own: how long it may stand still.
    var copyTimeout: Duration?

    /// The round trip in progress, and those whose turn has not come.
    var exchange: Exchange?
    var isOccupied = false
    var line: [Turn] = []
    var lastExchange: UInt64 = 0

    /// The statements prepared so far.
    var prepared: [Command.Key: PreparedStatement] = [:]
    var preparedCount = 0
    /// Reused from statement to statement.
    var parameters = PostgresParameters()

    var isListening = false
    /// What the opening thread brought.
    var opened: Result<ConnectionHandle, PostgresError>?
    /// The code with which the server ended the session while nobody was asking.
    var farewell: SQLState?
    let notificationStream = AsyncStream.makeStream(
        of: PostgresNotification.self, bufferingPolicy: .bufferingOldest(PostgresNotification.bufferSize))

    private init(_ configuration: PostgresConfiguration, _ logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    // MARK: Life

    /// Opens a connection, runs `body` isolated to it, and closes it.
    @discardableResult
    public static func withConnection<R: Sendable>(
        _ configuration: PostgresConfiguration, logger: Logger,
        _ body: @Sendable (isolated PostgresConnection) async throws -> R
    ) async throws -> R {
        let connection = try await open(configuration, logger: logger)
        do {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Opens a connection that somebody must close.
    static func open(
        _ configuration: PostgresConfiguration, logger: Logger
    ) async throws(PostgresError) -> PostgresConnection {
        let connection = PostgresConnection(configuration, logger)
        try await connection.connect()
        return connection
    }

    private func connect() async throws(PostgresError) {
        registration = loop.register(self)
        let timeout = configuration.connectTimeout
        // The thread keeps the deadline itself, and knows more to say when it misses it. This one, a little later, is for a
        // name lookup that hangs.
        do {
            try await roundTrip(within: timeout + .milliseconds(100)) { () async throws(PostgresError) in
                try await adopt(openOnThread(within: timeout))
            }
        } catch {
            var error = error
            if error.kind == .deadlineExceeded {
                error = PostgresError(.connectFailed, reason: "\(configuration): no answer in time")
            }
            close(because: error)
            throw error
        }
    }

    private func openOnThread(within timeout: Duration) async throws(PostgresError) -> ConnectionHandle {
        let connector = Connector(configuration: configuration, deadline: .now + timeout)
        let started = BlockingThread.start("postgres-open") { [self] in
            let outcome = connector.connect()
            loop.post { self.assumeIsolated { $0.threadOpened(outcome) } }
        }
        guard started else { throw PostgresError(.connectFailed, reason: "the system has no thread left") }
        while true {
            let seen = generation
            if let failure { throw failure }
            if let opened {
                self.opened = nil
                return try opened.get()
            }
            await wait(since: seen)
        }
    }

    private func threadOpened(_ outcome: Result<ConnectionHandle, PostgresError>) {
        if failure == nil {
            opened = outcome
            wake()
        } else if case .success(let handle) = outcome {
            // Nobody waits any more.
            PQfinish(handle.pointer)
        }
    }

    private func adopt(_ opened: ConnectionHandle) {
        handle = opened.pointer
        socket = PQsocket(opened.pointer)
        // Unretained: the receiver is called inside calls of libpq only, which this actor makes.
        PQsetNoticeReceiver(opened.pointer, receiveNotice, Unmanaged.passUnretained(self).toOpaque())
        watch()
        logger.debug("connected to PostgreSQL", metadata: ["backend_pid": "\(backendPID)"])
    }

    /// Closes the connection; what comes after throws `reason`.
    func close(because reason: PostgresError? = nil) {
        if failure == nil {
            failure = reason ?? PostgresError(.connectionLost, reason: "the connection was closed")
        }
        // A failed attempt to connect says so to its caller; later callers only learn that there is no connection.
        if let registration { loop.unregister(registration) }
        registration = nil
        if let handle {
            loop.unwatch(socket)
            PQfinish(handle)
            logger.debug("closed the connection to PostgreSQL")
        }
        handle = nil
        notificationStream.continuation.finish()
        wake()
    }

    /// Closes the connection instead of giving it back: for one that leads to the wrong server, say one that a failover left
    /// behind. Its pool opens another.
    public func abandon() { close() }

    // MARK: What is known of it

    /// The server process behind this connection, as in `pg_stat_activity.pid`; 0 once it is closed.
    public var backendPID: Int32 { PQbackendPID(handle) }

    /// Whether a transaction is open, failed or not.
    public var isInTransaction: Bool { transactionStatus != PQTRANS_IDLE }

    /// Whether the next statement has a chance. A connection that broke without a word looks well until it is used.
    public var isUsable: Bool { failure == nil && PQstatus(handle) == CONNECTION_OK }

    var reasonForClosing: PostgresError { failure ?? PostgresError(.connectionLost) }

    /// Whether somebody else can take it over: nothing of its last user is left in it.
    var isReusable: Bool { isUsable && !isOccupied && !isInTransaction && !isListening }

    var transactionStatus: PGTransactionStatusType { PQtransactionStatus(handle) }
}

/// Notices quote data like errors do: only their code is logged. One that ends the session tells why it ended.
private let receiveNotice: PQnoticeReceiver = { connection, result in
    guard let connection, let result else { return }
    let notice = ServerNotice(result)
    let (sqlState, endsSession) = (notice.sqlState, notice.endsSession)
    let owner = Unmanaged<PostgresConnection>.fromOpaque(connection).takeUnretainedValue()
    owner.assumeIsolated { $0.receivedNotice(sqlState, endsSession: endsSession) }
}
