package import Postgres

/// A queue: who takes from it, and what is in it.
package struct QueueLine: Sendable, Hashable {
    package let queue: String
    package let pausedAt: PostgresTimestamp?
    /// A login.
    package let pausedBy: String?
    /// Living processes that take from it.
    package let processes: Int64
    package let available: Int64
    package let running: Int64
    /// Scheduled ones and those that wait for their next try.
    package let later: Int64
    /// Since when the oldest ready job waits.
    package let waitingSince: PostgresTimestamp?
}

/// Lists the queues that are served, have unfinished jobs or were paused.
package struct ListQueues: PostgresStatement {
    package init() {}

    package static let sql = """
        with unfinished as (
            select queue, state, scheduled_at from fieldwork_jobs.jobs where state = 'available'
            union all
            select queue, state, scheduled_at from fieldwork_jobs.jobs where state = 'running'
            union all
            select queue, state, scheduled_at from fieldwork_jobs.jobs where state in ('scheduled', 'retryable')
        ), depths as (
            select queue, count(*) filter (where state = 'available') as available, count(*) filter (where state = 'running') as running,
                count(*) filter (where state in ('scheduled', 'retryable')) as later,
                min(scheduled_at) filter (where state = 'available') as waiting_since
            from unfinished group by queue
        ), served as (
            select queue, count(*) as processes
            from fieldwork_jobs.incarnations i cross join unnest(i.queues) as queue
            where i.ended_at is null and i.lease_until > clock_timestamp()
            group by queue
        )
        select queue, q.paused_at, q.paused_by, coalesce(s.processes, 0), coalesce(d.available, 0), coalesce(d.running, 0),
            coalesce(d.later, 0), d.waiting_since
        from depths d full join served s using (queue) full join fieldwork_jobs.queues q using (queue)
        order by queue
        """

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> QueueLine {
        let queue: String = try row.next()
        let pausedAt: PostgresTimestamp? = try row.next()
        let pausedBy: String? = try row.next()
        let processes: Int64 = try row.next()
        let available: Int64 = try row.next()
        let running: Int64 = try row.next()
        let later: Int64 = try row.next()
        let waitingSince: PostgresTimestamp? = try row.next()
        return QueueLine(
            queue: queue, pausedAt: pausedAt, pausedBy: pausedBy, processes: processes, available: available, running: running,
            later: later, waitingSince: waitingSince)
    }
}

/// Names the queues that are or were served, have unfinished jobs or were decided about; and the one that documents go to.
package struct NameQueues: PostgresStatement {
    package init() {}

    package static let sql = """
        select 'default'
        union select unnest(i.queues) from fieldwork_jobs.incarnations i
        union select q.queue from fieldwork_jobs.queues q
        union select j.queue from fieldwork_jobs.jobs j where j.state = 'available'
        union select j.queue from fieldwork_jobs.jobs j where j.state in ('scheduled', 'retryable')
        order by 1
        """

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}
