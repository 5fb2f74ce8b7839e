package import Postgres

/// A process that takes jobs and has not left, as it is now.
package struct ProcessPulse: Sendable, Hashable {
    package let host: String
    package let pid: Int
    package let version: String
    /// Seconds; negative where the lease has run out.
    package let leaseLeft: Double
    package let running: Int64
    package let queues: [String]
}

/// Lists the processes: those first whose lease ends first.
package struct ListProcessPulses: PostgresStatement {
    package init() {}

    package static let sql = """
        select i.host, i.pid, i.program_version, extract(epoch from i.lease_until - clock_timestamp())::float8,
            (select count(*) from fieldwork_jobs.jobs j where j.incarnation = i.id and j.state = 'running'), i.queues
        from fieldwork_jobs.incarnations i
        where i.ended_at is null
        order by i.lease_until < clock_timestamp() desc, i.host, i.pid, i.id
        """

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> ProcessPulse {
        let host: String = try row.next()
        let pid: Int32 = try row.next()
        let version: String = try row.next()
        let leaseLeft: Double = try row.next()
        let running: Int64 = try row.next()
        let queues: [String] = try row.next()
        return ProcessPulse(
            host: host, pid: Int(pid), version: version, leaseLeft: leaseLeft, running: running, queues: queues)
    }
}

/// A job that runs.
package struct RunningJob: Sendable, Hashable {
    package let id: Int64
    package let kind: String
    package let queue: String
    package let study: String?
    /// Seconds since its start; since its claim, where it has not started.
    package let seconds: Double
    package let attempt: Int
    package let host: String?
}

/// Lists the jobs that have been running for longest.
package struct ListLongestRunning: PostgresStatement {
    let limit: Int
    package init(limit: Int) { self.limit = limit }

    package static let sql = """
        select j.id, j.kind, j.queue, s.code, extract(epoch from clock_timestamp() - coalesce(j.started_at, j.claimed_at, clock_timestamp()))::float8,
            j.attempt, i.host
        from fieldwork_jobs.jobs j
            left join fieldwork_store.studies s on s.id = j.study_id
            left join fieldwork_jobs.incarnations i on i.id = j.incarnation
        where j.state = 'running'
        order by coalesce(j.started_at, j.claimed_at), j.id
        limit $1
        """

    package func bind(to parameters: inout PostgresParameters) { parameters.append(Int64(limit)) }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> RunningJob {
        let id: Int64 = try row.next()
        let kind: String = try row.next()
        let queue: String = try row.next()
        let study: String? = try row.next()
        let seconds: Double = try row.next()
        let attempt: Int16 = try row.next()
        let host: String? = try row.next()
        return RunningJob(id: id, kind: kind, queue: queue, study: study, seconds: seconds, attempt: Int(attempt), host: host)
    }
}

/// Counts the latest failures, of the last quarter of an hour and no more than a limit, by kind and reason.
package struct CountLatestFailures: PostgresStatement {
    let limit: Int
    package init(limit: Int) { self.limit = limit }

    package static let sql = """
        select coalesce(j.kind, ''), coalesce(e.reason, ''), count(*) filter (where e.event = 'failed'),
            count(*) filter (where e.event = 'discarded'), max(e.at)
        from (
            select e.job_id, e.event, e.at, e.detail ->> 'reason' as reason from fieldwork_jobs.job_events e
            where e.event in ('failed', 'discarded') and e.at > clock_timestamp() - interval '15 minutes'
            order by e.at desc limit $1
        ) e left join fieldwork_jobs.jobs j on j.id = e.job_id
        group by 1, 2
        order by max(e.at) desc, 1, 2
        """

    package func bind(to parameters: inout PostgresParameters) { parameters.append(Int64(limit)) }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> FailureLine { try CountFailures.decode(&row) }
}

/// Counts the jobs completed within the last seconds, by queue. The table is read where rows were finished lately, which is
/// little unless it was written to in many places: give it a statement timeout.
package struct CountLatelyCompleted: PostgresStatement {
    let window: Duration
    let limit: Int

    package init(within window: Duration, limit: Int) {
        self.window = window
        self.limit = limit
    }

    package static let sql = """
        select queue, count(*)
        from (
            select j.queue from fieldwork_jobs.jobs j
            where j.state = 'completed' and j.finished_at > statement_timestamp() - $1::interval limit $2
        ) completed
        group by queue
        order by queue
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(window)
        parameters.append(Int64(limit))
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> (queue: String, jobs: Int64) {
        let queue: String = try row.next()
        let jobs: Int64 = try row.next()
        return (queue, jobs)
    }
}
