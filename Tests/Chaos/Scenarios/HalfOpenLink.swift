import EmbeddedPostgres
import Foundation
import Postgres

/// The packets of every other worker vanish for longer than a lease: connections stay open, and silent. Then they pass again.
struct HalfOpenLink: Scenario {
    let name = "half-open"

    func obstacle() async -> String? { await NetworkNamespace.obstacle() }

    func withGround<R: Sendable>(_ plan: Plan, _ body: (Ground) async throws -> R) async throws -> R {
        try await NetworkNamespace.with { namespace in
            let settings = EmbeddedPostgres.Settings(home: .temporary, parameters: ["listen_addresses": namespace.host])
            return try await EmbeddedPostgres.withServer(settings) { server in
                try await admit(namespace.network, to: server)
                var ground = Ground(server) { try await strike($0, namespace) }
                let near = ground.launch
                let far = """
                    host=\(namespace.host) port=\(server.port) dbname=\(Ground.database) user=\(ChaosSchema.worker) \
                    sslmode=disable gssencmode=disable
                    """
                ground.launch = { number in
                    guard number.isMultiple(of: 2) else { return near(number) }
                    return Launch(database: far, direct: far, wrapper: namespace.wrapper)
                }
                return try await body(ground)
            }
        }
    }

    /// Lets in who comes by the cable.
    private func admit(_ network: String, to server: EmbeddedPostgres) async throws {
        let file = try FileHandle(forWritingTo: URL(filePath: "\(server.socketDirectory)/data/pg_hba.conf"))
        try file.seekToEnd()
        try file.write(contentsOf: Data("host all \(ChaosSchema.worker) \(network) trust\n".utf8))
        try file.close()
        try await PostgresConnection.withConnection(PostgresConfiguration(server.conninfo()), logger: .silent) {
            try await $0.executeScript("select pg_reload_conf()")
        }
    }

    private func strike(_ stage: Stage, _ namespace: NetworkNamespace) async throws {
        let cutOff = stage.crew.living.filter { $0.number.isMultiple(of: 2) }
        for worker in cutOff {
            try await stage.wait(for: "jobs in its hands") { try await stage.held(by: worker) > 0 }
        }
        try await namespace.cut()
        for worker in cutOff {
            try await stage.wait(for: "its jobs to be recovered") {
                try await stage.pool.execute(CountRecovered(process: worker.id ?? 0))[0] > 0
            }
        }
        try await namespace.mend()
    }
}

private struct CountRecovered: PostgresStatement {
    let process: Int32
    static let sql = """
        select count(*) from fieldwork_jobs.job_events e
        join fieldwork_jobs.incarnations i on i.id = e.incarnation and i.pid = $1
        where e.event = 'recovered'
        """
    func bind(to parameters: inout PostgresParameters) { parameters.append(process) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
