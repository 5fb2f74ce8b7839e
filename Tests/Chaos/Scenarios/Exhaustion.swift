import EmbeddedPostgres
import Postgres

/// Others take every connection the server has, and the workers lose theirs, for longer than a lease.
struct Exhaustion: Scenario {
    let name = "connections"

    private static let hog = "chaos_hog"

    func withGround<R: Sendable>(_ plan: Plan, _ body: (Ground) async throws -> R) async throws -> R {
        // Those who enqueue and look are superusers.
        let parameters = ["max_connections": "70", "superuser_reserved_connections": "20"]
        return try await EmbeddedPostgres.withServer(.init(home: .temporary, parameters: parameters)) { server in
            try await body(Ground(server, fault: strike))
        }
    }

    private func strike(_ stage: Stage) async throws {
        try await stage.pool.withConnection { try await $0.executeScript("create role \(Self.hog) login") }
        let conninfo = stage.server.conninfo(database: Ground.database, user: Self.hog)
        try await withThrowingTaskGroup { group in
            for _ in 1...60 { group.addTask { await Self.hog(conninfo) } }
            defer { group.cancelAll() }
            try await stage.wait(for: "the workers to be without connections") {
                try await stage.pool.execute(EndSessions())
                return try await stage.pool.execute(CountSessions()) == [0]
            }
            try await Task.sleep(for: stage.plan.lease * 1.5)
            guard try await stage.pool.execute(CountSessions()) == [0] else {
                throw NeverHappened(what: "the workers to stay without connections")
            }
        }
    }

    /// Takes a connection whenever one is to be had, and keeps it.
    private static func hog(_ conninfo: String) async {
        while !Task.isCancelled {
            try? await PostgresConnection.withConnection(PostgresConfiguration(conninfo), logger: .silent) { _ in
                try await Task.sleep(for: .seconds(3600))
            }
            try? await Task.sleep(for: .milliseconds(5))
        }
    }
}

private struct EndSessions: PostgresStatement {
    static let sql = "select pg_terminate_backend(pid) from pg_stat_activity where usename = '\(ChaosSchema.worker)'"
}

private struct CountSessions: PostgresStatement {
    static let sql = "select count(*) from pg_stat_activity where usename = '\(ChaosSchema.worker)'"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
