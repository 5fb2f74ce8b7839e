import Foundation
import Postgres

/// Keeps how far jobs have come, in place of what was known. Writes nothing for an attempt that lost its job.
struct WriteProgress: PostgresStatement {
    let progress: [(attempt: AttemptKey, progress: JobProgress)]

    static let sql = """
        with reported as materialized (
            select given.id, fieldwork_jobs.reporting_attempt(given.id, given.token) as attempt, given.stage, given.done, given.total
            from unnest($1::bigint[], $2::uuid[], $3::text[], $4::bigint[], $5::bigint[]) as given (id, token, stage, done, total)
        )
        insert into fieldwork_jobs.job_progress (job_id, attempt, stage, done, total)
        select id, attempt, stage, done, total from reported where attempt is not null
        on conflict (job_id) do update set
            attempt = excluded.attempt, stage = excluded.stage, done = excluded.done, total = excluded.total,
            reported_at = excluded.reported_at
        """

    func bind(to parameters: inout PostgresParameters) {
        parameters.append(progress.map(\.attempt))
        parameters.append(progress.map { "\($0.progress.stage)" })
        parameters.append(progress.map { Int64($0.progress.done) })
        parameters.append(progress.map { $0.progress.total.map { Int64($0) } })
    }
}

/// Adds to jobs' logs. Writes nothing for an attempt that lost its job.
struct WriteNotes: PostgresStatement {
    let notes: [(attempt: AttemptKey, note: JobNote)]
    /// What the notes' age is counted from; the time itself is the database's.
    let now: ContinuousClock.Instant

    static let sql = """
        with noted as materialized (
            select given.id, fieldwork_jobs.reporting_attempt(given.id, given.token) as attempt, given.code, given.fields, given.age,
                given.ordinal
            from unnest($1::bigint[], $2::uuid[], $3::text[], $4::jsonb[], $5::interval[])
                with ordinality as given (id, token, code, fields, age, ordinal)
        )
        insert into fieldwork_jobs.job_log (job_id, attempt, at, code, fields)
        select id, attempt, clock_timestamp() - age, code, fields from noted where attempt is not null order by ordinal
        """

    func bind(to parameters: inout PostgresParameters) {
        parameters.append(notes.map(\.attempt))
        parameters.append(notes.map { "\($0.note.code)" })
        parameters.append(notes.map { PostgresJSON($0.note.json) })
        parameters.append(notes.map { max(.zero, now - $0.note.at) })
    }
}

/// Removes notes past their retention that no pruned job has taken along.
struct PruneNotes: PostgresStatement {
    let retention: Duration
    let limit: Int

    static let sql = """
        with pruned as (
            delete from fieldwork_jobs.job_log n
            where n.id = any (array(
                select old.id from fieldwork_jobs.job_log old
                where old.at < statement_timestamp() - $1::interval and \(PruningTurn.isMine)
                limit $2))
            returning n.id
        )
        select count(*) from pruned
        """
    func bind(to parameters: inout PostgresParameters) {
        parameters.append(retention)
        parameters.append(Int64(limit))
    }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
