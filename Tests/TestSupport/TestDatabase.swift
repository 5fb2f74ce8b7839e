package import EmbeddedPostgres
import Logging
package import Postgres

/// A database that belongs to one test: made for it, dropped after it.
package struct TestDatabase: Sendable {
    package enum Contents: Sendable, Hashable {
        /// Nothing at all.
        case empty
        /// All migrations applied, no rows but those the migrations bring.
        case migrated
    }

    package let name: String
    package let server: EmbeddedPostgres

    /// Connects as the superuser unless told otherwise.
    package func conninfo(user: String = "postgres") -> String { server.conninfo(database: name, user: user) }

    /// As ``conninfo(user:)`` of the superuser.
    package var conninfo: String { conninfo() }

    /// Runs `body` on a connection of its own, without a log.
    package func withConnection<R: Sendable>(
        user: String = "postgres", _ body: @Sendable (isolated PostgresConnection) async throws -> R
    ) async throws -> R {
        let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return try await PostgresConnection.withConnection(PostgresConfiguration(conninfo(user: user)), logger: silent, body)
    }
}
