import Foundation
import Jobs

/// The job table with nothing but no-op jobs in it.
enum NoOpTable {
    /// As many ready jobs as were asked for, and a table as a quiet hour leaves it.
    static func refill(_ conninfo: String, _ count: Int) async throws {
        for sql in [
            "truncate fieldwork_jobs.jobs",
            "insert into fieldwork_jobs.jobs (queue, kind) select 'default', '\(NoOp.kind.name)' from generate_series(1, \(count))",
            "vacuum analyze fieldwork_jobs.jobs", "checkpoint",
        ] {
            try await runScript(conninfo, sql)
        }
    }

    /// A new incarnation that nobody renews.
    static func begin(_ conninfo: String, lease: String = "1 d") async throws -> UUID {
        let id = UUID()
        let sql = """
            insert into fieldwork_jobs.incarnations (id, host, pid, program_version, queues, kinds, lease, lease_until)
            values ('\(id)', 'benchmark', 0, 'benchmark', '{default}', '{\(NoOp.kind.name)}', '\(lease)', now() + interval '\(lease)')
            """
        try await runScript(conninfo, sql)
        return id
    }
}
