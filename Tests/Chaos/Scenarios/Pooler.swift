import EmbeddedPostgres
import Glibc
import Postgres
import TestSupport

/// Workers are behind PgBouncer in transaction mode and listen on a direct connection; the pooler is killed twice.
struct Pooler: Scenario {
    let name = "pooler"

    func obstacle() async -> String? { PgBouncer.isInstalled ? nil : "pgbouncer is not installed" }

    func withGround<R: Sendable>(_ plan: Plan, _ body: (Ground) async throws -> R) async throws -> R {
        try await EmbeddedPostgres.withServer { server in
            try await PgBouncer.run(before: server, user: ChaosSchema.worker, poolSize: 6) { pooler in
                var ground = Ground(server) { try await strike($0, pooler) }
                let direct = server.conninfo(database: Ground.database, user: ChaosSchema.worker)
                ground.launch = { _ in
                    Launch(database: pooler.conninfo(database: Ground.database), direct: direct, preparesStatements: false)
                }
                return try await body(ground)
            }
        }
    }

    private func strike(_ stage: Stage, _ pooler: PgBouncer) async throws {
        for _ in 1...2 {
            guard let victim = pooler.process else { throw NeverHappened(what: "the pooler's process") }
            kill(victim, SIGKILL)
            try await stage.wait(for: "the next pooler") { pooler.process.map { $0 != victim } ?? false }
            try await Task.sleep(for: .milliseconds(500))
        }
    }
}
