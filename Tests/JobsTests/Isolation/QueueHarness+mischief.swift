import Foundation
@testable import Jobs
import Postgres

/// Jobs that do harm.
extension QueueHarness {
    /// Enqueues one, with processes that are said to have died with it.
    func mischief(_ act: String, deaths: Int = 0) async throws -> Int64 {
        try await pool.execute(InsertSuspect(act: act, deaths: deaths))[0]
    }

    /// Lets those go on that wait.
    func letEverybodyGo() async throws {
        try await run("insert into fieldwork_store.effects (job_id, kind, subject) values (0, 'signal', 'go')")
    }
}

private struct InsertSuspect: PostgresStatement {
    let act: String
    let deaths: Int

    static let sql = """
        insert into fieldwork_jobs.jobs (queue, kind, arguments, max_attempts, died_with)
        select 'default', 'mischief', jsonb_build_object('act', $1::text), 1, $2::uuid[]
        returning id
        """
    func bind(to parameters: inout PostgresParameters) {
        parameters.append(act)
        parameters.append((0..<deaths).map { _ in UUID() })
    }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
