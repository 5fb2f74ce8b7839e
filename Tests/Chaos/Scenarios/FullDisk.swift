import EmbeddedPostgres
import Postgres

/// The disk with the effect log is full when attempts settle; later there is room again.
struct FullDisk: Scenario {
    let name = "full-disk"

    func obstacle() async -> String? { await SmallDisk.obstacle() }

    func withGround<R: Sendable>(_ plan: Plan, _ body: (Ground) async throws -> R) async throws -> R {
        try await EmbeddedPostgres.withServer { server in
            try await SmallDisk.with(ownerOf: server.socketDirectory) { disk in
                try await PostgresConnection.withConnection(PostgresConfiguration(server.conninfo()), logger: .silent) {
                    try await $0.executeScript("create tablespace small location '\(disk.path)'")
                }
                var ground = Ground(server) { try await strike($0, disk) }
                ground.tablespace = "small"
                return try await body(ground)
            }
        }
    }

    private func strike(_ stage: Stage, _ disk: SmallDisk) async throws {
        try disk.fill()
        defer { disk.empty() }
        try await stage.wait(for: "settlements refused for want of room") {
            try stage.crew.living.contains { worker in
                try LogFile.read(worker.log).contains { line in
                    line.message == "attempt could not be settled" && line.fields["reason"]?.contains("53100") == true
                }
            }
        }
        try await Task.sleep(for: stage.plan.lease)
    }
}
