extension PostgresPool {
    /// Runs one statement on a connection of its own; see ``PostgresConnection/execute(_:deadline:)``.
    public func execute<S: PostgresStatement>(_ statement: S, deadline: Duration? = nil) async throws(PostgresError) -> [S.Row] {
        let connection = try await acquire(within: acquireTimeout)
        defer { release(connection) }
        return try await connection.execute(statement, deadline: deadline)
    }

    /// Runs one statement whose rows do not matter; returns how many rows it affected.
    @discardableResult
    public func execute<S: PostgresStatement>(
        _ statement: S, deadline: Duration? = nil
    ) async throws(PostgresError) -> Int where S.Row == Void {
        let connection = try await acquire(within: acquireTimeout)
        defer { release(connection) }
        return try await connection.execute(statement, deadline: deadline)
    }

    /// Runs a batch on a connection of its own; see ``PostgresConnection/run(_:deadline:)``.
    public func run(_ batch: PostgresBatch, deadline: Duration? = nil) async throws(PostgresError) -> PostgresBatchResults {
        let connection = try await acquire(within: acquireTimeout)
        defer { release(connection) }
        return try await connection.run(batch, deadline: deadline)
    }
}
