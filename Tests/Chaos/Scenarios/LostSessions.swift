import Postgres

/// Sessions of the workers are ended by the server, two a second.
struct LostSessions: PlainScenario {
    let name = "sessions"

    func strike(_ stage: Stage) async throws {
        var ended = 0
        for _ in 0..<Int(stage.plan.seconds * 2) {
            if try await stage.pool.execute(EndSomeSession()) == [true] { ended += 1 }
            try await Task.sleep(for: .milliseconds(500))
        }
        guard ended > 0 else { throw NeverHappened(what: "a session to end") }
    }
}

private struct EndSomeSession: PostgresStatement {
    static let sql = """
        select pg_terminate_backend(pid) from pg_stat_activity
        where usename = '\(ChaosSchema.worker)' order by random() limit 1
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}
