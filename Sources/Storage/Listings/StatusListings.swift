package import Postgres

/// A process that takes jobs and has not left.
package struct ProcessLine: Sendable, Hashable {
    package let host: String
    package let pid: Int
    package let version: String
    package let queues: [String]
    package let kinds: [String]
    package let startedAt: PostgresTimestamp
    /// Its lease has not run out.
    package let isAlive: Bool
    package let running: Int64
}

/// Lists the processes, the oldest first.
package struct ListProcesses: PostgresStatement {
    package init() {}

    package static let sql = """
        select i.host, i.pid, i.program_version, i.queues, i.kinds, i.started_at, i.lease_until > clock_timestamp(),
            (select count(*) from fieldwork_jobs.jobs j where j.incarnation = i.id and j.state = 'running')
        from fieldwork_jobs.incarnations i
        where i.ended_at is null
        order by i.started_at, i.id
        """

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> ProcessLine {
        let host: String = try row.next()
        let pid: Int32 = try row.next()
        let version: String = try row.next()
        let queues: [String] = try row.next()
        let kinds: [String] = try row.next()
        let startedAt: PostgresTimestamp = try row.next()
        let isAlive: Bool = try row.next()
        let running: Int64 = try row.next()
        return ProcessLine(
            host: host, pid: Int(pid), version: version, queues: queues, kinds: kinds, startedAt: startedAt,
            isAlive: isAlive, running: running)
    }
}

/// How many unfinished jobs of a kind a queue has.
package struct DepthLine: Sendable, Hashable {
    package let queue: String
    package let kind: String
    package let available: Int64
    package let running: Int64
    package let scheduled: Int64
    package let retryable: Int64
    /// Since when the oldest ready one waits.
    package let waitingSince: PostgresTimestamp?
}

/// Counts the unfinished jobs. The finished ones, of which there may be millions, are left alone.
package struct CountJobs: PostgresStatement {
    package init() {}

    package static let sql = """
        select queue, kind, count(*) filter (where state = 'available'), count(*) filter (where state = 'running'),
            count(*) filter (where state = 'scheduled'), count(*) filter (where state = 'retryable'),
            min(scheduled_at) filter (where state = 'available')
        from (
            select queue, kind, state, scheduled_at from fieldwork_jobs.jobs where state = 'available'
            union all
            select queue, kind, state, scheduled_at from fieldwork_jobs.jobs where state = 'running'
            union all
            select queue, kind, state, scheduled_at from fieldwork_jobs.jobs where state in ('scheduled', 'retryable')
        ) unfinished
        group by queue, kind
        order by queue, kind
        """

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> DepthLine {
        let queue: String = try row.next()
        let kind: String = try row.next()
        let available: Int64 = try row.next()
        let running: Int64 = try row.next()
        let scheduled: Int64 = try row.next()
        let retryable: Int64 = try row.next()
        let waitingSince: PostgresTimestamp? = try row.next()
        return DepthLine(
            queue: queue, kind: kind, available: available, running: running, scheduled: scheduled, retryable: retryable,
            waitingSince: waitingSince)
    }
}

/// How many documents of a study stand where.
package struct StandingLine: Sendable, Hashable {
    package let study: String
    package let received: Int64
    package let processed: Int64
    package let coded: Int64
    package let refused: Int64
    package let failed: Int64
    package let cancelled: Int64
}

/// Counts the documents of each study.
package struct CountDocuments: PostgresStatement {
    package init() {}

    package static let sql = """
        select s.code, count(*) filter (where d.status = 'received'), count(*) filter (where d.status = 'processed'),
            count(*) filter (where d.status = 'coded'), count(*) filter (where d.status = 'refused'),
            count(*) filter (where d.status = 'failed'), count(*) filter (where d.status = 'cancelled')
        from fieldwork_store.studies s left join fieldwork_store.documents d on d.study_id = s.id
        group by s.code
        order by s.code
        """

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> StandingLine {
        let study: String = try row.next()
        let received: Int64 = try row.next()
        let processed: Int64 = try row.next()
        let coded: Int64 = try row.next()
        let refused: Int64 = try row.next()
        let failed: Int64 = try row.next()
        let cancelled: Int64 = try row.next()
        return StandingLine(
            study: study, received: received, processed: processed, coded: coded, refused: refused, failed: failed,
            cancelled: cancelled)
    }
}

/// How often jobs of a kind failed for one reason.
package struct FailureLine: Sendable, Hashable {
    package let kind: String
    /// A code.
    package let reason: String
    /// Attempts that failed and may be tried again.
    package let failed: Int64
    /// Jobs given up.
    package let discarded: Int64
    package let last: PostgresTimestamp
}

/// Counts the failures of the last hour.
package struct CountFailures: PostgresStatement {
    package init() {}

    package static let sql = """
        select coalesce(j.kind, ''), coalesce(e.detail ->> 'reason', ''), count(*) filter (where e.event = 'failed'),
            count(*) filter (where e.event = 'discarded'), max(e.at)
        from fieldwork_jobs.job_events e left join fieldwork_jobs.jobs j on j.id = e.job_id
        where e.event in ('failed', 'discarded') and e.at > clock_timestamp() - interval '1 hour'
        group by 1, 2
        order by max(e.at) desc, 1, 2
        """

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> FailureLine {
        let kind: String = try row.next()
        let reason: String = try row.next()
        let failed: Int64 = try row.next()
        let discarded: Int64 = try row.next()
        let last: PostgresTimestamp = try row.next()
        return FailureLine(kind: kind, reason: reason, failed: failed, discarded: discarded, last: last)
    }
}
