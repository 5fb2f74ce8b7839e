import Logging
import Postgres
import TestSupport

/// Runs `body` on a connection to an empty database of its own.
func withTestConnection<R: Sendable>(
    _ change: @Sendable (inout PostgresConfiguration) -> Void = { _ in },
    _ body: @Sendable (isolated PostgresConnection) async throws -> R
) async throws -> R {
    try await withTestDatabase(.empty) { database in
        var configuration = PostgresConfiguration(database.conninfo)
        change(&configuration)
        return try await PostgresConnection.withConnection(configuration, logger: .silent, body)
    }
}

extension Logger {
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
