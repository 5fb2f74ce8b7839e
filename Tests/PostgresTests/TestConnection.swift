import Logging
import Postgres
import TestSupport
import Testing

/// Runs `body` on a connection to an empty database of its own.
func withTestConnection<R: Sendable>(
    _ change: @Sendable (inout PostgresConfiguration) -> Void = { _ in },
    _ body: @Sendable (isolated PostgresConnection) async throws -> R
) async throws -> R {
    try await withTestConfiguration(change) { configuration in
        try await withConnection(configuration, body)
    }
}

/// Runs `body` with the way to an empty database of its own.
func withTestConfiguration<R: Sendable>(
    _ change: @Sendable (inout PostgresConfiguration) -> Void = { _ in },
    _ body: @Sendable (PostgresConfiguration) async throws -> R
) async throws -> R {
    try await withTestDatabase(.empty) { database in
        var configuration = PostgresConfiguration(database.conninfo)
        change(&configuration)
        return try await body(configuration)
    }
}

func withConnection<R: Sendable>(
    _ configuration: PostgresConfiguration, _ body: @Sendable (isolated PostgresConnection) async throws -> R
) async throws -> R {
    try await PostgresConnection.withConnection(configuration, logger: .silent, body)
}

/// The error that `body` throws, which must be of this module.
func postgresError<R>(
    isolation: isolated (any Actor)? = #isolation, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> R
) async throws -> PostgresError {
    do {
        _ = try await body()
    } catch let error as PostgresError {
        return error
    }
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    throw PostgresError(.misuse, reason: "nothing was thrown")
}

extension PostgresConnection {
    /// Expects that the next statement can be sent, and that no transaction is open.
    func expectReady(sourceLocation: SourceLocation = #_sourceLocation) {
        let (isUsable, isInTransaction) = (isUsable, isInTransaction)
        #expect(isUsable, sourceLocation: sourceLocation)
        #expect(!isInTransaction, sourceLocation: sourceLocation)
    }

    func expectClosed(sourceLocation: SourceLocation = #_sourceLocation) {
        let isUsable = isUsable
        #expect(!isUsable, sourceLocation: sourceLocation)
    }
}

extension Logger {
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
