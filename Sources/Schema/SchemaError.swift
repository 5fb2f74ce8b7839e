package import Postgres

/// Why a database was not migrated.
package enum SchemaError: Error {
    /// The program and the database do not fit, and migrating would not help.
    case refused(SchemaStatus)
    /// Another migration held the lock all the time.
    case busy(waited: Duration)
    case unknownTarget(Int, known: [Int])
    /// A migration failed. Those before it stay applied; of its own nothing is left, unless it runs outside a transaction.
    case failed(migration: String, PostgresError)
}

extension SchemaError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .refused(let status):
            status.description
        case .busy(let waited):
            """
            another migration of this database has been running for \(waited). Wait for it, or look for who holds an advisory \
            lock in pg_locks.
            """
        case .unknownTarget(let target, let known):
            "there is no migration \(target); the known ones are \(known.first ?? 0) to \(known.last ?? 0)."
        case .failed(let migration, let error):
            "migration \(migration) failed and the ones before it stay applied: \(error)\(Self.words(of: error))"
        }
    }

    /// What the server said, unless it may quote a row.
    private static func words(of error: PostgresError) -> String {
        guard let message = error.serverMessage, let kind = error.sqlState?.class,
            kind != .dataException, kind != .integrityConstraintViolation
        else { return "" }
        return " – \(message)"
    }
}
