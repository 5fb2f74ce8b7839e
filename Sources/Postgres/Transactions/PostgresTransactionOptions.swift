/// How a transaction runs. What is nil or empty is left to the server's defaults.
public struct PostgresTransactionOptions: Sendable {
    public enum Isolation: Sendable {
        case readCommitted
        case repeatableRead
        case serializable
    }

    public var isolation: Isolation?
    public var isReadOnly: Bool
    /// `statement_timeout`: how long one statement may run on the server.
    public var statementTimeout: Duration?
    /// `lock_timeout`: how long one lock may be waited for.
    public var lockTimeout: Duration?
    /// `idle_in_transaction_session_timeout`: how long the server keeps locks for a client that went silent.
    public var idleTimeout: Duration?
    /// False: COMMIT returns before the transaction is on disk. A crash of the server may lose it, but not in part.
    public var commitsSynchronously: Bool
    /// Further settings, in force until the end of the transaction only.
    public var settings: [(name: String, value: String)]

    public init(
        isolation: Isolation? = nil, isReadOnly: Bool = false, statementTimeout: Duration? = nil, lockTimeout: Duration? = nil,
        idleTimeout: Duration? = nil, commitsSynchronously: Bool = true, settings: [(name: String, value: String)] = []
    ) {
        self.isolation = isolation
        self.isReadOnly = isReadOnly
        self.statementTimeout = statementTimeout
        self.lockTimeout = lockTimeout
        self.idleTimeout = idleTimeout
        self.commitsSynchronously = commitsSynchronously
        self.settings = settings
    }
}

extension PostgresTransactionOptions {
    /// What opens the transaction: BEGIN, and one statement for all settings.
    var opening: PostgresBatch {
        var batch = PostgresBatch()
        batch.add(begin)
        let settings = allSettings
        if !settings.isEmpty {
            batch.add(ApplySettings(names: settings.map(\.name), values: settings.map(\.value)))
        }
        return batch
    }

    private var begin: StaticString {
        switch (isolation, isReadOnly) {
        case (nil, false): "begin"
        case (nil, true): "begin read only"
        case (.readCommitted, false): "begin isolation level read committed"
        case (.readCommitted, true): "begin isolation level read committed read only"
        case (.repeatableRead, false): "begin isolation level repeatable read"
        case (.repeatableRead, true): "begin isolation level repeatable read read only"
        case (.serializable, false): "begin isolation level serializable"
        case (.serializable, true): "begin isolation level serializable read only"
        }
    }

    private var allSettings: [(name: String, value: String)] {
        let timeouts = [
            ("statement_timeout", statementTimeout), ("lock_timeout", lockTimeout),
            ("idle_in_transaction_session_timeout", idleTimeout),
        ]
        var all = timeouts.compactMap { name, timeout in timeout.map { (name: name, value: Self.milliseconds($0)) } }
        if !commitsSynchronously { all.append((name: "synchronous_commit", value: "off")) }
        return all + settings
    }

    /// Rounded up: 0 would switch the timeout off.
    private static func milliseconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let exact = Int128(seconds) * 1000 + Int128(attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return "\(min(max(exact, 1), Int128(Int32.max)))ms"
    }
}

/// SET LOCAL for any number of settings; SET itself takes no parameters.
private struct ApplySettings: PostgresStatement {
    let names: [String]
    let values: [String]

    static let sql = "select set_config(name, value, true) from unnest($1::text[], $2::text[]) as setting (name, value)"

    func bind(to parameters: inout PostgresParameters) {
        parameters.append(names)
        parameters.append(values)
    }
}
