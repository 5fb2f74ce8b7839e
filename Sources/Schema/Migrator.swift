package import Postgres

/// Brings a database to the schema of this program, and says whether it is there.
///
/// Needs a direct connection to the server: the lock is the session's, and a pooler would give the session to somebody else.
package struct Migrator: Sendable {
    package let migrations: [Migration]

    /// How long one statement of a migration may take; building an index over years of evidence does.
    private static let deadline = Duration.seconds(24 * 60 * 60)
    /// How long a migration may queue for a lock. Whoever reads the table for long, a dump, would hold it up, and it everybody
    /// who came after: so it steps back and tries again.
    private static let lockWait = Duration.milliseconds(100)

    /// - Precondition: the versions rise.
    package init(_ migrations: [Migration] = MigrationCatalog.all) {
        precondition(
            zip(migrations, migrations.dropFirst()).allSatisfy { $0.version < $1.version },
            "migrations are listed in the order of their versions, each once")
        self.migrations = migrations
    }

    /// Reads only; any role that may read the ledger can ask.
    package func status(_ connection: isolated PostgresConnection) async throws -> SchemaStatus {
        SchemaStatus(applied: try await applied(connection), known: migrations)
    }

    /// Applies what is missing, in order, each migration in a transaction of its own. Any number of processes may call it at
    /// once: one works, the others wait and find nothing left to do.
    ///
    /// - Parameters:
    ///   - target: the last version to apply; all if nil.
    ///   - patience: how long to wait for another migration of the same database, and for whoever reads what a migration changes.
    ///   - clock: what the waiting goes by.
    /// - Returns: what was applied.
    /// - Throws: ``SchemaError`` and, where no migration is to blame, `PostgresError`.
    package func migrate(
        _ connection: isolated PostgresConnection, to target: Int? = nil, patience: Duration = .seconds(600),
        clock: some Clock<Duration> = ContinuousClock()
    ) async throws -> [Migration] {
        if let target, !migrations.contains(where: { $0.version == target }) {
            throw SchemaError.unknownTarget(target, known: migrations.map(\.version))
        }
        try await lock(connection, patience, clock)
        do {
            let applied = try await applyMissing(connection, upTo: target ?? .max, patience, clock)
            try await connection.execute(Ledger.Unlock())
            return applied
        } catch {
            // In a task of its own, for this one may be cancelled. Should it fail, the connection is gone and the lock with it.
            await Task { _ = try? await connection.execute(Ledger.Unlock()) }.value
            throw error
        }
    }

    private func applyMissing(
        _ connection: isolated PostgresConnection, upTo target: Int, _ patience: Duration, _ clock: some Clock<Duration>
    ) async throws -> [Migration] {
        if try await connection.execute(Ledger.Exists()) == [false] {
            try await connection.executeScript(Ledger.creation)
        }
        let applied = try await applied(connection)
        let status = SchemaStatus(applied: applied, known: migrations)
        switch status {
        case .tooNew, .changed: throw SchemaError.refused(status)
        case .absent, .tooOld, .current: break
        }
        let done = Set(applied.map(\.version))
        let missing = migrations.filter { !done.contains($0.version) && $0.version <= target }
        for migration in missing {
            do {
                try await apply(migration, connection, patience, clock)
            } catch let error as PostgresError {
                throw SchemaError.failed(migration: migration.name, error)
            }
        }
        return missing
    }

    private func apply(
        _ migration: Migration, _ connection: isolated PostgresConnection, _ patience: Duration, _ clock: some Clock<Duration>
    ) async throws {
        guard migration.isTransactional else {
            for index in try await connection.execute(Ledger.DamagedIndexes(migration: migration)) {
                try await connection.executeScript("drop index concurrently \(index)", deadline: Self.deadline)
            }
            try await connection.executeScript(migration.sql, deadline: Self.deadline)
            try await connection.execute(Ledger.Record(migration: migration))
            return
        }
        let end = clock.now.advanced(by: patience)
        while true {
            do {
                return try await connection.withTransaction(PostgresTransactionOptions(lockTimeout: Self.lockWait)) {
                    connection in
                    // First, because the script may take on another role for the rest of the transaction.
                    try await connection.execute(Ledger.Record(migration: migration))
                    try await connection.executeScript(migration.sql, deadline: Self.deadline)
                }
            } catch let error as PostgresError where error.sqlState == .lockNotAvailable && clock.now < end {
                try await clock.sleep(for: .seconds(1) * Double.random(in: 0.5...1))
            }
        }
    }

    private func applied(_ connection: isolated PostgresConnection) async throws -> [AppliedMigration] {
        try await connection.execute(Ledger.Exists()) == [true] ? connection.execute(Ledger.Entries()) : []
    }

    /// Asks again and again instead of waiting in the server: a statement that waits holds a snapshot, and the migration it
    /// waits for may itself be waiting for all snapshots to end, as `create index concurrently` does. The lock is taken in a
    /// statement before the ledger is read, so that the reading sees what the lock's last holder wrote.
    private func lock(
        _ connection: isolated PostgresConnection, _ patience: Duration, _ clock: some Clock<Duration>
    ) async throws {
        let end = clock.now.advanced(by: patience)
        while try await connection.execute(Ledger.TryLock()) == [false] {
            guard clock.now < end else { throw SchemaError.busy(waited: patience) }
            try await clock.sleep(for: .milliseconds(100))
        }
    }
}
