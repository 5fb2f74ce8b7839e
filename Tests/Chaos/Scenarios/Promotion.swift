import EmbeddedPostgres
import Glibc
import Postgres

/// The primary dies and its standby is promoted; everybody has both in the connection string. Nothing is lost with a
/// synchronous standby; with an asynchronous one what it had not received is, which is measured.
struct Promotion: Scenario {
    let isSynchronous: Bool

    var name: String { isSynchronous ? "promotion.sync" : "promotion.async" }
    var losesAcknowledged: Bool { !isSynchronous }

    private static let parameters = ["wal_level": "replica", "max_wal_senders": "5", "hot_standby": "on"]

    func withGround<R: Sendable>(_ plan: Plan, _ body: (Ground) async throws -> R) async throws -> R {
        try await EmbeddedPostgres.withServer(.init(home: .temporary, parameters: Self.parameters)) { primary in
            let copy = EmbeddedPostgres.Settings(home: .temporary, parameters: Self.parameters, primary: primary.conninfo())
            return try await EmbeddedPostgres.withServer(copy) { standby in
                var ground = Ground(primary) { try await strike($0, standby) }
                let both = """
                    host=\(primary.socketDirectory),\(standby.socketDirectory) port=\(primary.port),\(standby.port) \
                    dbname=\(Ground.database) target_session_attrs=read-write
                    """
                ground.clients = "\(both) user=postgres"
                let workers = "\(both) user=\(ChaosSchema.worker)"
                ground.launch = { _ in Launch(database: workers, direct: workers) }
                if isSynchronous { ground.synchronousStandbys = "*" }
                return try await body(ground)
            }
        }
    }

    private func strike(_ stage: Stage, _ standby: EmbeddedPostgres) async throws {
        if !isSynchronous {
            // A standby that is not behind would lose nothing: for a while nothing is sent to it.
            for sender in try await stage.pool.execute(FindSenders()) { kill(sender, SIGSTOP) }
            try await Task.sleep(for: .milliseconds(300))
        }
        try await stage.server.kill()
        try await stage.promote(standby)
    }
}

extension Stage {
    /// Promotes a standby, and waits until it writes.
    fileprivate func promote(_ standby: EmbeddedPostgres) async throws {
        try await PostgresConnection.withConnection(
            PostgresConfiguration(standby.conninfo(database: Ground.database)), logger: .silent
        ) { connection in
            guard try await connection.execute(Promote()) == [true] else { throw NeverHappened(what: "the promotion") }
        }
    }
}

/// The processes that send the log to standbys.
private struct FindSenders: PostgresStatement {
    static let sql = "select pid from pg_stat_replication"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int32 { try row.next() }
}

private struct Promote: PostgresStatement {
    static let sql = "select pg_promote(wait_seconds => 60)"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}
