package import Postgres

/// How far a job had come when its handler last said so.
package struct ReportedProgress: Sendable, Hashable {
    package let attempt: Int
    package let stage: String
    package let done: Int64
    package let total: Int64?
    package let at: PostgresTimestamp
}

/// Reads how far a job has come; no row when nothing was reported.
package struct FindProgress: PostgresStatement {
    let job: Int64
    package init(job: Int64) { self.job = job }

    package static let sql = """
        select attempt, stage, done, total, reported_at from fieldwork_jobs.job_progress where job_id = $1
        """

    package func bind(to parameters: inout PostgresParameters) { parameters.append(job) }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> ReportedProgress {
        let attempt: Int16 = try row.next()
        let stage: String = try row.next()
        let done: Int64 = try row.next()
        let total: Int64? = try row.next()
        let at: PostgresTimestamp = try row.next()
        return ReportedProgress(attempt: Int(attempt), stage: stage, done: done, total: total, at: at)
    }
}

/// Something a job's handler noted.
package struct JobNoteLine: Sendable, Hashable {
    package let at: PostgresTimestamp
    package let attempt: Int
    package let code: String
    /// A JSON object of numbers.
    package let fields: String
}

/// Reads what a job's handler noted over all its attempts, the last of it, in order.
package struct ListJobNotes: PostgresStatement {
    let job: Int64
    let limit: Int

    package init(job: Int64, limit: Int = 1000) {
        self.job = job
        self.limit = limit
    }

    package static let sql = """
        select at, attempt, code, fields::text
        from (select * from fieldwork_jobs.job_log where job_id = $1 order by id desc limit $2) last
        order by id
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(job)
        parameters.append(Int64(limit))
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> JobNoteLine {
        let at: PostgresTimestamp = try row.next()
        let attempt: Int16 = try row.next()
        let code: String = try row.next()
        let fields: String = try row.next()
        return JobNoteLine(at: at, attempt: Int(attempt), code: code, fields: fields)
    }
}
