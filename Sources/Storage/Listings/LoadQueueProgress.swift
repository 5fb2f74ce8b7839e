package import Postgres

/// Counts the jobs there are, and those that are finished.
package struct LoadQueueProgress: PostgresStatement {
    package struct Progress: Sendable, Hashable {
        package let all: Int
        package let finished: Int
    }

    package init() {}

    package static let sql = """
        select count(*), count(*) filter (where state in ('completed', 'discarded', 'cancelled')) from fieldwork_jobs.jobs
        """

    package func bind(to parameters: inout PostgresParameters) {}

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Progress {
        let all: Int = try row.next()
        let finished: Int = try row.next()
        return Progress(all: all, finished: finished)
    }
}
