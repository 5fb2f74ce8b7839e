package import EmbeddedPostgres
import Postgres
import Schema
import Synchronization

/// A server with a migrated template, from which each test's database is copied.
package actor TestServer {
    package nonisolated let postgres: EmbeddedPostgres
    private var template: Task<Void, any Error>?
    private static let templateName = "fieldwork_template"
    private static let counter = Atomic<Int>(0)

    init(_ postgres: EmbeddedPostgres) {
        self.postgres = postgres
    }

    /// The one server of this process. Nothing stops it in code: its guard does when the process is gone, however it went.
    static let shared = Task {
        try await withCheckedThrowingContinuation { (ready: CheckedContinuation<TestServer, any Error>) in
            Task {
                do {
                    try await EmbeddedPostgres.withServer { postgres in
                        ready.resume(returning: TestServer(postgres))
                        for await _ in AsyncStream<Never>.makeStream().stream {}
                    }
                } catch {
                    ready.resume(throwing: error)
                }
            }
        }
    }

    package nonisolated func withDatabase<R: Sendable>(
        _ contents: TestDatabase.Contents = .migrated, _ body: (TestDatabase) async throws -> R
    ) async throws -> R {
        let source = contents == .migrated ? try await migratedTemplate() : "template0"
        let database = TestDatabase(name: "test_\(Self.counter.add(1, ordering: .relaxed).newValue)", server: postgres)
        try await administer("create database \(database.name) template \(source)")
        let result: Result<R, any Error>
        do { result = .success(try await body(database)) } catch { result = .failure(error) }
        // Dropped although the test was cancelled; and by force, for a test that failed may have left sessions.
        try await Task { try await administer("drop database \(database.name) with (force)") }.value
        return try result.get()
    }

    /// The name of the template, made when first asked for.
    private func migratedTemplate() async throws -> String {
        if template == nil {
            template = Task {
                try await administer("create database \(Self.templateName) template template0")
                try await TestDatabase(name: Self.templateName, server: postgres).withConnection { connection in
                    _ = try await Migrator().migrate(connection)
                }
                try await administer("alter database \(Self.templateName) is_template true allow_connections false")
            }
        }
        try await template?.value
        return Self.templateName
    }

    private nonisolated func administer(_ sql: String) async throws {
        try await TestDatabase(name: "postgres", server: postgres).withConnection { connection in
            try await connection.executeScript(sql)
        }
    }
}
