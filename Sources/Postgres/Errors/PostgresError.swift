/// Whatever went wrong between this module and the server.
///
/// ``description`` is safe to log. It is built of the kind, the SQLSTATE and the names of statement, schema, table, column
/// and constraint, and for a connection the hosts. It never holds a bind value, nor the server's message, DETAIL, HINT or
/// CONTEXT: those quote the data which offended. They are in ``serverMessage``, ``serverDetail`` and ``serverHint`` for
/// whoever knows what the data is.
public struct PostgresError: Error, Sendable {
    /// What happened, from the caller's point of view.
    public enum Kind: String, Hashable, Sendable {
        /// The server refused the statement: ``PostgresError/sqlState`` says why. The connection stays usable.
        case server
        /// The conninfo is no connection string, or no host of it let us in.
        case connectFailed
        /// The connection broke. A statement which had been sent may or may not have taken effect.
        case connectionLost
        /// No answer in time; the connection was thrown away. A statement which had been sent may yet take effect.
        case deadlineExceeded
        /// The task was cancelled; the statement was cancelled on the server, or never sent.
        case cancelled
        /// The connection was lost, or the deadline missed, between sending COMMIT and its answer: the transaction may be
        /// committed or rolled back, and only the data can tell.
        case commitUnknown
        /// A value is not of the type, or a row not of the shape, the statement declares.
        case decoding
        /// The caller broke a rule of this interface; ``PostgresError/reason`` says which.
        case misuse
        /// The pool had no connection to give in time.
        case poolTimeout
        /// The pool is not running, or was shut down.
        case poolClosed
    }

    public var kind: Kind
    /// The server's code, where the server answered.
    public var sqlState: SQLState?
    /// The statement's ``PostgresStatement/name``.
    public var statement: String?
    /// This module's own words on what was expected, what came, and what to do. Holds no data.
    public var reason: String?

    /// Names of the objects concerned, where the server told.
    public var schema: String?
    public var table: String?
    public var column: String?
    public var dataType: String?
    public var constraint: String?
    /// Where in the SQL text a syntax error is: characters, from 1.
    public var position: Int?

    /// The server's message. **It may quote data**: for a log, use ``description``.
    public var serverMessage: String?
    /// The server's DETAIL. **It usually quotes data.**
    public var serverDetail: String?
    /// The server's HINT. **It may quote data.**
    public var serverHint: String?

    public init(_ kind: Kind, statement: String? = nil, reason: String? = nil) {
        self.kind = kind
        self.statement = statement
        self.reason = reason
    }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String {
        var text = kind.words
        if let sqlState { text += " [\(sqlState)]" }
        if let statement { text += " in \(statement)" }
        if let reason { text += ": \(reason)" }
        let names = [
            ("schema", schema), ("table", table), ("column", column), ("type", dataType), ("constraint", constraint),
            ("position", position.map { String($0) }),
        ]
        let known = names.compactMap { label, name in name.map { "\(label) \($0)" } }
        if !known.isEmpty { text += " (\(known.joined(separator: ", ")))" }
        return text
    }

    public var debugDescription: String { description }
}

extension PostgresError: CustomReflectable {
    /// Hides the stored properties from `dump` and from test frameworks, which would print the server's message.
    public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}

extension PostgresError.Kind {
    fileprivate var words: String {
        switch self {
        case .server: "the server refused"
        case .connectFailed: "could not connect"
        case .connectionLost: "the connection was lost"
        case .deadlineExceeded: "no answer in time"
        case .cancelled: "cancelled"
        case .commitUnknown: "outcome of COMMIT unknown"
        case .decoding: "unexpected value"
        case .misuse: "misuse"
        case .poolTimeout: "no free connection in time"
        case .poolClosed: "the pool is not running"
        }
    }
}

extension PostgresError {
    /// The same error, in `statement` unless it knows better.
    func naming(_ statement: String) -> PostgresError {
        var error = self
        error.statement = error.statement ?? statement
        return error
    }

    /// What this error is to whoever had sent COMMIT before it.
    var leavingCommitUnknown: PostgresError {
        guard kind == .connectionLost || kind == .deadlineExceeded || kind == .cancelled else { return self }
        var error = self
        error.reason = kind.words + (reason.map { ": \($0)" } ?? "")
        error.kind = .commitUnknown
        return error
    }

    /// The prepared statement is gone, or its result would have other columns since the schema changed. The second has a
    /// general code; a wrong guess costs one repetition of a statement that had no effect.
    var isStalePlan: Bool { sqlState == .invalidSQLStatementName || sqlState == .featureNotSupported }
}
