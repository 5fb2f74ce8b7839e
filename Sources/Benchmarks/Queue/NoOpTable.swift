import CBenchmarks
import Foundation
import Jobs

/// The job table with nothing but no-op jobs in it.
enum NoOpTable {
    /// As many ready jobs as were asked for, and a table as a quiet hour leaves it.
    static func refill(_ conninfo: String, _ count: Int) throws {
        for sql in [
            "truncate fieldwork_jobs.jobs",
            "insert into fieldwork_jobs.jobs (queue, kind) select 'default', '\(NoOp.kind.name)' from generate_series(1, \(count))",
            "vacuum analyze fieldwork_jobs.jobs", "checkpoint",
        ] {
            guard cbenchmarks_run(conninfo, sql) == 0 else { throw WrongAnswer() }
        }
    }

    /// The id of a new incarnation whose lease lasts.
    static func begin(_ conninfo: String) throws -> String {
        let id = UUID().uuidString
        let sql = """
            insert into fieldwork_jobs.incarnations (id, host, pid, program_version, queues, kinds, lease, lease_until)
            values ('\(id)', 'benchmark', 0, 'benchmark', '{default}', '{\(NoOp.kind.name)}', '1 h', now() + interval '1 h')
            """
        guard cbenchmarks_run(conninfo, sql) == 0 else { throw WrongAnswer() }
        return id
    }
}
