import Logging
import Postgres
import Schema

/// A database that the daemon works with.
enum MigratedDatabase {
    /// Brings the database to this build's schema, then runs `body` on a connection to it.
    static func connect<R: Sendable>(
        _ conninfo: String, _ body: @Sendable (isolated PostgresConnection) async throws -> R
    ) async throws -> R {
        try await PostgresConnection.withConnection(
            PostgresConfiguration(conninfo), logger: Logger(label: "fieldwork-bench")
        ) { connection in
            _ = try await Migrator().migrate(connection)
            return try await body(connection)
        }
    }

    static func prepare(_ conninfo: String) async throws { try await connect(conninfo) { _ in } }
}
