package import Postgres

/// A job in a list.
package struct JobLine: Sendable, Hashable {
    package let id: Int64
    package let kind: String
    package let state: String
    package let study: String?
    package let queue: String
    package let priority: Int
    package let attempt: Int
    package let maxAttempts: Int
    package let createdAt: PostgresTimestamp
    package let scheduledAt: PostgresTimestamp
    package let finishedAt: PostgresTimestamp?
    /// Why it failed last: a code.
    package let reason: String?
}

/// Lists jobs, the newest first.
package struct ListJobs: PostgresStatement {
    let filter: JobFilter
    package init(_ filter: JobFilter) { self.filter = filter }

    package static let sql = """
        select j.id, j.kind, j.state::text, s.code, j.queue, j.priority, j.attempt, j.max_attempts, j.created_at, j.scheduled_at,
            j.finished_at, last.reason
        from \(JobFilter.matchingJobs)
        order by j.id desc
        limit $8
        """

    package func bind(to parameters: inout PostgresParameters) { filter.bind(to: &parameters) }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> JobLine {
        let id: Int64 = try row.next()
        let kind: String = try row.next()
        let state: String = try row.next()
        let study: String? = try row.next()
        let queue: String = try row.next()
        let priority: Int16 = try row.next()
        let attempt: Int16 = try row.next()
        let maxAttempts: Int16 = try row.next()
        let createdAt: PostgresTimestamp = try row.next()
        let scheduledAt: PostgresTimestamp = try row.next()
        let finishedAt: PostgresTimestamp? = try row.next()
        let reason: String? = try row.next()
        return JobLine(
            id: id, kind: kind, state: state, study: study, queue: queue, priority: Int(priority), attempt: Int(attempt),
            maxAttempts: Int(maxAttempts), createdAt: createdAt, scheduledAt: scheduledAt, finishedAt: finishedAt,
            reason: reason)
    }
}

/// All that is known of one job but its events.
package struct JobStory: Sendable, Hashable {
    package let line: JobLine
    /// JSON.
    package let arguments: String
    package let uniqueKey: String?
    package let deaths: Int
    package let claimedAt: PostgresTimestamp?
    package let startedAt: PostgresTimestamp?
    package let cancelRequestedAt: PostgresTimestamp?
    /// The process that holds it, or held it last.
    package let process: Process?
    /// The document it works on, where its arguments name one, and where that stands.
    package let document: Int64?
    package let documentStatus: String?

    package struct Process: Sendable, Hashable {
        package let host: String
        package let pid: Int
        package let version: String
        package let isAlive: Bool
    }
}

/// Reads one job.
package struct FindJob: PostgresStatement {
    let id: Int64
    package init(id: Int64) { self.id = id }

    package static let sql = """
        select j.id, j.kind, j.state::text, s.code, j.queue, j.priority, j.attempt, j.max_attempts, j.created_at, j.scheduled_at,
            j.finished_at, (
                select e.detail ->> 'reason' from fieldwork_jobs.job_events e
                where e.job_id = j.id and e.event in ('failed', 'discarded') order by e.id desc limit 1),
            j.arguments::text, j.unique_key, j.deaths, j.claimed_at, j.started_at, j.cancel_requested_at,
            i.host, i.pid, i.program_version, i.ended_at is null and i.lease_until > clock_timestamp(),
            d.id, d.status
        from fieldwork_jobs.jobs j
            left join fieldwork_store.studies s on s.id = j.study_id
            left join fieldwork_jobs.incarnations i on i.id = j.incarnation
            left join fieldwork_store.documents d on to_jsonb(d.id) = j.arguments -> 'document' and d.study_id = j.study_id
        where j.id = $1
        """

    package func bind(to parameters: inout PostgresParameters) { parameters.append(id) }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> JobStory {
        let line = try ListJobs.decode(&row)
        let arguments: String = try row.next()
        let uniqueKey: String? = try row.next()
        let deaths: Int16 = try row.next()
        let claimedAt: PostgresTimestamp? = try row.next()
        let startedAt: PostgresTimestamp? = try row.next()
        let cancelRequestedAt: PostgresTimestamp? = try row.next()
        let host: String? = try row.next()
        let pid: Int32? = try row.next()
        let version: String? = try row.next()
        let isAlive: Bool? = try row.next()
        let document: Int64? = try row.next()
        let documentStatus: String? = try row.next()
        var process: JobStory.Process?
        if let host, let pid, let version {
            process = JobStory.Process(host: host, pid: Int(pid), version: version, isAlive: isAlive ?? false)
        }
        return JobStory(
            line: line, arguments: arguments, uniqueKey: uniqueKey, deaths: Int(deaths), claimedAt: claimedAt,
            startedAt: startedAt, cancelRequestedAt: cancelRequestedAt, process: process, document: document,
            documentStatus: documentStatus)
    }
}

/// Something that happened to a job.
package struct JobHappening: Sendable, Hashable {
    package let at: PostgresTimestamp
    package let event: String
    package let attempt: Int
    /// JSON.
    package let detail: String
}

/// Reads what happened to a job, in order.
package struct ListJobEvents: PostgresStatement {
    let job: Int64
    package init(job: Int64) { self.job = job }

    package static let sql = """
        select at, event, attempt, detail::text from fieldwork_jobs.job_events where job_id = $1 order by id
        """

    package func bind(to parameters: inout PostgresParameters) { parameters.append(job) }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> JobHappening {
        let at: PostgresTimestamp = try row.next()
        let event: String = try row.next()
        let attempt: Int16 = try row.next()
        let detail: String = try row.next()
        return JobHappening(at: at, event: event, attempt: Int(attempt), detail: detail)
    }
}
