import Foundation
import Logging
import Postgres

/// Where the tests find their server. The one place that knows.
func withTestDatabase<R: Sendable>(_ body: (String) async throws -> R) async throws -> R {
    guard let conninfo = ProcessInfo.processInfo.environment["POSTGRES_TEST_CONNINFO"] else {
        throw PostgresError(.misuse, reason: "set POSTGRES_TEST_CONNINFO to the conninfo of a server made for tests")
    }
    return try await body(conninfo)
}

func withTestConnection<R: Sendable>(
    _ change: (inout PostgresConfiguration) -> Void = { _ in },
    _ body: @Sendable (isolated PostgresConnection) async throws -> R
) async throws -> R {
    try await withTestDatabase { conninfo in
        var configuration = PostgresConfiguration(conninfo)
        change(&configuration)
        return try await PostgresConnection.withConnection(
            configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, body)
    }
}
