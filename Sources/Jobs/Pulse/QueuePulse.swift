package import Postgres

/// How a queue stands, counted up to a limit so that the counting costs the same however long it is.
package struct QueuePulse: Sendable, Hashable {
    package let queue: String
    /// Jobs in each state; one more than the limit stands for any number beyond it.
    package let available: Int64
    package let running: Int64
    package let scheduled: Int64
    package let retryable: Int64
    package let discarded: Int64
    /// Seconds since the first of a line was due, the longest of all lines; nil where nothing is ready.
    package let oldestReady: Double?
    package let isPaused: Bool
}

/// Reads how the queues stand that are served, have jobs or were paused.
package struct ReadQueuePulses: PostgresStatement {
    let limit: Int

    /// - Parameter limit: of the jobs of one state to be counted: of each queue where they are ready, of all queues else.
    package init(limit: Int) { self.limit = limit }

    // Every part reads an index of its own in its order and stops: none reads the table, nor more rows than it counts. The first
    // goes from line to line, one probe each, so that it finds the queues and the head of every line. What makes it dear is a
    // snapshot that was held for hours: each part goes through the dead entries that this keeps at the head of its index.
    package static let sql = """
        with recursive heads as (
            (select j.queue, j.kind, j.priority, j.lane, j.scheduled_at from fieldwork_jobs.jobs j
             where j.state = 'available'
             order by j.queue, j.kind, j.priority, j.lane, j.position
             limit 1)
            union all
            select next.*
            from heads h
            cross join lateral (
                select j.queue, j.kind, j.priority, j.lane, j.scheduled_at from fieldwork_jobs.jobs j
                where j.state = 'available' and (j.queue, j.kind, j.priority, j.lane) > (h.queue, h.kind, h.priority, h.lane)
                order by j.queue, j.kind, j.priority, j.lane, j.position
                limit 1
            ) next
        ), ready as (
            select queue, min(scheduled_at) as since from heads group by queue
        ), running as (
            select queue, count(*) as jobs
            from (
                select j.queue from fieldwork_jobs.jobs j where j.state = 'running' order by j.incarnation limit $1 + 1
            ) held
            group by queue
        ), later as (
            select queue, count(*) filter (where state = 'scheduled') as scheduled,
                count(*) filter (where state = 'retryable') as retryable
            from (
                select j.queue, j.state from fieldwork_jobs.jobs j
                where j.state in ('scheduled', 'retryable') order by j.scheduled_at limit $1 + 1
            ) due
            group by queue
        ), dead as (
            select queue, count(*) as jobs
            from (select j.queue from fieldwork_jobs.jobs j where j.state = 'discarded' order by j.id limit $1 + 1) letters
            group by queue
        ), names as (
            select queue from ready union select queue from running union select queue from later union select queue from dead
            union select queue from fieldwork_jobs.queues
            union select unnest(i.queues) from fieldwork_jobs.incarnations i where i.ended_at is null
        )
        select queue,
            (select count(*) from (
                select from fieldwork_jobs.jobs j where j.queue = n.queue and j.state = 'available' limit $1 + 1) ready_jobs),
            coalesce(running.jobs, 0), coalesce(later.scheduled, 0), coalesce(later.retryable, 0), coalesce(dead.jobs, 0),
            case when ready.since is not null then greatest(extract(epoch from clock_timestamp() - ready.since), 0) end::float8, q.paused_at is not null
        from names n left join ready using (queue) left join running using (queue) left join later using (queue)
            left join dead using (queue) left join fieldwork_jobs.queues q using (queue)
        order by queue
        """

    package func bind(to parameters: inout PostgresParameters) { parameters.append(Int64(limit)) }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> QueuePulse {
        let queue: String = try row.next()
        let available: Int64 = try row.next()
        let running: Int64 = try row.next()
        let scheduled: Int64 = try row.next()
        let retryable: Int64 = try row.next()
        let discarded: Int64 = try row.next()
        let oldestReady: Double? = try row.next()
        let isPaused: Bool = try row.next()
        return QueuePulse(
            queue: queue, available: available, running: running, scheduled: scheduled, retryable: retryable,
            discarded: discarded, oldestReady: oldestReady, isPaused: isPaused)
    }
}
