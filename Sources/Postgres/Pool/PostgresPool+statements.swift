// One call on any connection.

extension PostgresPool {
    /// Runs a statement on a connection of the pool; see ``PostgresConnection/execute(_:deadline:)``.
    public func execute<S: PostgresStatement>(_ statement: S, deadline: Duration? = nil) async throws -> [S.Row] {
        try await withConnection { connection in try await connection.execute(statement, deadline: deadline) }
    }

    /// Runs a statement whose rows do not matter; returns how many rows it affected.
    @discardableResult
    public func execute<S: PostgresStatement>(
        _ statement: S, deadline: Duration? = nil
    ) async throws -> Int where S.Row == Void {
        try await withConnection { connection in try await connection.execute(statement, deadline: deadline) }
    }

    /// Runs a batch on a connection of the pool; see ``PostgresConnection/run(_:deadline:)``.
    public func run(_ batch: PostgresBatch, deadline: Duration? = nil) async throws -> PostgresBatchResults {
        try await withConnection { connection in try await connection.run(batch, deadline: deadline) }
    }
}
