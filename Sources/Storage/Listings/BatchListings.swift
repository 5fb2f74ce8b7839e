package import Postgres

/// A batch: how far its jobs have come, and what follows.
package struct BatchLine: Sendable, Hashable {
    package let id: Int64
    package let name: String
    package let createdAt: PostgresTimestamp
    package let sealedAt: PostgresTimestamp?
    package let finishedAt: PostgresTimestamp?
    package let unfinished: Int64
    /// As they were when the batch was finished; before, as they are.
    package let completed: Int64
    package let discarded: Int64
    package let cancelled: Int64
    /// The kind of the follow-up, where there is one, and its job once the batch is finished.
    package let followUpKind: String?
    package let followUp: Int64?
}

/// Lists batches, the newest first; or the one that is asked for.
package struct ListBatches: PostgresStatement {
    let id: Int64?
    let limit: Int

    package init(limit: Int) {
        id = nil
        self.limit = limit
    }

    package init(id: Int64) {
        self.id = id
        limit = 1
    }

    package static let sql = """
        select b.id, b.name, b.created_at, b.sealed_at, b.finished_at, coalesce(counted.unfinished, 0),
            coalesce(b.completed, counted.completed, 0), coalesce(b.discarded, counted.discarded, 0),
            coalesce(b.cancelled, counted.cancelled, 0), b.kind, b.follow_up
        from (
            select * from fieldwork_jobs.batches where $1::bigint is null or id = $1 order by id desc limit $2
        ) b
        left join lateral (
            select count(*) filter (where j.finished_at is null) as unfinished, count(*) filter (where j.state = 'completed') as completed,
                count(*) filter (where j.state = 'discarded') as discarded, count(*) filter (where j.state = 'cancelled') as cancelled
            from fieldwork_jobs.jobs j where j.batch_id = b.id and b.finished_at is null
        ) counted on true
        order by b.id desc
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(id)
        parameters.append(Int64(limit))
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> BatchLine {
        let id: Int64 = try row.next()
        let name: String = try row.next()
        let createdAt: PostgresTimestamp = try row.next()
        let sealedAt: PostgresTimestamp? = try row.next()
        let finishedAt: PostgresTimestamp? = try row.next()
        let unfinished: Int64 = try row.next()
        let completed: Int64 = try row.next()
        let discarded: Int64 = try row.next()
        let cancelled: Int64 = try row.next()
        let followUpKind: String? = try row.next()
        let followUp: Int64? = try row.next()
        return BatchLine(
            id: id, name: name, createdAt: createdAt, sealedAt: sealedAt, finishedAt: finishedAt, unfinished: unfinished,
            completed: completed, discarded: discarded, cancelled: cancelled, followUpKind: followUpKind, followUp: followUp)
    }
}

/// Lists the jobs of a batch that are not completed, those that failed first.
package struct ListBatchJobs: PostgresStatement {
    let batch: Int64
    let limit: Int

    package init(batch: Int64, limit: Int) {
        self.batch = batch
        self.limit = limit
    }

    package static let sql = """
        select j.id, j.kind, j.state::text, s.code, j.queue, j.priority, j.attempt, j.max_attempts, j.created_at, j.scheduled_at,
            j.finished_at, (
                select e.detail ->> 'reason' from fieldwork_jobs.job_events e
                where e.job_id = j.id and e.event in ('failed', 'discarded') order by e.id desc limit 1)
        from fieldwork_jobs.jobs j left join fieldwork_store.studies s on s.id = j.study_id
        where j.batch_id = $1 and j.state <> 'completed'
        order by array_position('{discarded,retryable,cancelled,running,available,scheduled}'::text[], j.state::text), j.id
        limit $2
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(batch)
        parameters.append(Int64(limit))
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> JobLine { try ListJobs.decode(&row) }
}
