package import Postgres

/// What a job that waits depends on beside itself.
package struct JobSurroundings: Sendable, Hashable {
    /// When its queue was paused, where it is.
    package let queuePausedAt: PostgresTimestamp?
    /// Living processes that serve its queue.
    package let serving: Int64
    /// Those of them that know its kind.
    package let knowing: Int64
    /// Jobs that the serving processes run now.
    package let running: Int64
    /// Ready jobs that are served before it, counted up to a limit.
    package let ahead: Int64

    /// Where the counting of those ahead ends.
    package static let countingLimit = 100_000
}

/// Reads what a job depends on.
package struct FindSurroundings: PostgresStatement {
    let job: Int64
    package init(job: Int64) { self.job = job }

    // Jobs of other kinds take turns with its own, so those of its priority count whatever their kind.
    package static let sql = """
        with asked as (
            select j.id, j.queue, j.kind, j.state, j.priority, j.lane, j.position from fieldwork_jobs.jobs j where j.id = $1
        ), serving as (
            select i.id, asked.kind = any (i.kinds) as knows
            from asked join fieldwork_jobs.incarnations i on asked.queue = any (i.queues)
            where i.ended_at is null and i.lease_until > clock_timestamp()
        )
        select (select q.paused_at from fieldwork_jobs.queues q where q.queue = asked.queue),
            (select count(*) from serving), (select count(*) from serving where knows),
            (select count(*) from fieldwork_jobs.jobs r where r.state = 'running' and r.incarnation in (select s.id from serving s)),
            (select count(*) from (
                select from fieldwork_jobs.jobs r
                where r.queue = asked.queue and r.state = 'available' and asked.state = 'available'
                  and (r.priority, r.lane, r.position) < (asked.priority, asked.lane, asked.position)
                limit $2) ahead)
        from asked
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(job)
        parameters.append(Int64(JobSurroundings.countingLimit))
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> JobSurroundings {
        let queuePausedAt: PostgresTimestamp? = try row.next()
        let serving: Int64 = try row.next()
        let knowing: Int64 = try row.next()
        let running: Int64 = try row.next()
        let ahead: Int64 = try row.next()
        return JobSurroundings(
            queuePausedAt: queuePausedAt, serving: serving, knowing: knowing, running: running, ahead: ahead)
    }
}
