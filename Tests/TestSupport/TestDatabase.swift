package import EmbeddedPostgres

/// A database that belongs to one test: made for it, dropped after it.
package struct TestDatabase: Sendable {
    package enum Contents: Sendable, Hashable {
        /// Nothing at all.
        case empty
        /// All migrations applied, no rows.
        case migrated
    }

    package let name: String
    package let server: EmbeddedPostgres

    /// Connects as the superuser.
    package var conninfo: String { server.conninfo(database: name) }

    /// Connects as a login of the server, to see what that login may see.
    package func conninfo(user: String) -> String { server.conninfo(database: name, user: user) }
}

/// Gives `body` a database of its own on the test process's server, which starts on first use and ends with the process.
package func withTestDatabase<R: Sendable>(
    _ contents: TestDatabase.Contents = .migrated, _ body: (TestDatabase) async throws -> R
) async throws -> R {
    try await TestServer.shared.value.withDatabase(contents, body)
}

/// Gives `body` a server of its own, for tests that stop, kill or configure one.
package func withTestServer<R: Sendable>(
    parameters: [String: String] = [:], _ body: (TestServer) async throws -> R
) async throws -> R {
    try await EmbeddedPostgres.withServer(.init(home: .temporary, parameters: parameters)) { postgres in
        try await body(TestServer(postgres))
    }
}
