import EmbeddedPostgres

/// Gives `body` a database of its own on the test process's server, which starts on first use and ends with the process.
package func withTestDatabase<R: Sendable>(
    _ contents: TestDatabase.Contents = .migrated, _ body: (TestDatabase) async throws -> R
) async throws -> R {
    try await Turnstile.databases.pass {
        try await TestServer.shared.value.withDatabase(contents, body)
    }
}

/// Gives `body` a server of its own, for tests that stop, kill or configure one.
package func withTestServer<R: Sendable>(
    parameters: [String: String] = [:], _ body: (TestServer) async throws -> R
) async throws -> R {
    try await Turnstile.servers.pass {
        try await EmbeddedPostgres.withServer(EmbeddedPostgres.Settings(home: .temporary, parameters: parameters)) { postgres in
            try await body(TestServer(postgres))
        }
    }
}
