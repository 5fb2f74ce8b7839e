extension PostgresPool {
    /// Runs one statement on a connection of its own; see ``PostgresConnection/execute(_:deadline:)``.
    public func execute<S: PostgresStatement>(_ statement: S, deadline: Duration? = nil) async throws(PostgresError) -> [S.Row] {
        try await typed { connection in try await connection.execute(statement, deadline: deadline) }
    }

    /// Runs one statement that returns no rows; returns how many rows it affected.
    @discardableResult
    public func execute<S: PostgresStatement>(
        _ statement: S, deadline: Duration? = nil
    ) async throws(PostgresError) -> Int where S.Row == Void {
        try await typed { connection in try await connection.execute(statement, deadline: deadline) }
    }

    /// Runs a batch on a connection of its own; see ``PostgresConnection/run(_:deadline:)``.
    public func run(_ batch: PostgresBatch, deadline: Duration? = nil) async throws(PostgresError) -> PostgresBatchResults {
        try await typed { connection in try await connection.run(batch, deadline: deadline) }
    }

    /// `withConnection` throws whatever its body throws; these bodies throw nothing but ``PostgresError``.
    private func typed<R: Sendable>(
        _ body: @Sendable (isolated PostgresConnection) async throws -> R
    ) async throws(PostgresError) -> R {
        do {
            return try await withConnection(body)
        } catch let error as PostgresError {
            throw error
        } catch {
            throw PostgresError(.cancelled)
        }
    }
}
