import Foundation
import Postgres

/// Ends the incarnations whose lease ran out. None ends until one lease after the server was first seen to answer, since it
/// started, crashed or was promoted: nobody could renew while it was away. And none does by the word of a process that does
/// not hold its own lease, or has been without it less than one lease ago: both may have been behind the same broken switch.
/// All by the database's clock at the moment of judgement, so that a judgement on its way for long is none.
struct EndExpiredLeases: PostgresStatement {
    let judge: UUID

    static let sql = """
        update fieldwork_jobs.incarnations i set ended_at = clock_timestamp()
        where i.id = any (array(
            select expired.id from fieldwork_jobs.incarnations expired
            where expired.ended_at is null and expired.lease_until < clock_timestamp()
              and clock_timestamp() > expired.lease + (select max(r.seen_at) from fieldwork_jobs.server_runs r)
              and exists (
                select from fieldwork_jobs.incarnations judge
                where judge.id = $1 and judge.ended_at is null and judge.lease_until > clock_timestamp()
                  and (judge.regained_at is null or clock_timestamp() > judge.regained_at + expired.lease))
            order by expired.id
            for update skip locked))
        """
    func bind(to parameters: inout PostgresParameters) { parameters.append(judge) }
}

/// A job that recovery put back in line.
struct RecoveredJob: Sendable, Hashable {
    let kind: String
    let queue: String
}

/// Puts the jobs of ended incarnations back in line, whatever their kind. The attempt is not counted; a death with the job
/// started is held against it.
struct RecoverJobs: PostgresStatement {
    /// How long ago the incarnations may have ended: most rounds need not ask after those that are long done with.
    let lookBack: Duration
    let limit: Int

    // Lateral, so that only rows of ended incarnations are read: those of living ones leave many dead index entries.
    static let sql = """
        with recovered as (
            update fieldwork_jobs.jobs j set
                state = case when cancel_requested_at is null then 'available' else 'cancelled' end::fieldwork_jobs.job_state,
                finished_at = case when cancel_requested_at is not null then clock_timestamp() end,
                lane = 0, position = nextval('fieldwork_jobs.positions'), attempt = attempt - 1,
                died_with = case when started_at is null then died_with else died_with || incarnation end
            where j.id = any (array(
                select lost.id
                from fieldwork_jobs.incarnations i
                cross join lateral (
                    select held.id from fieldwork_jobs.jobs held
                    where held.incarnation = i.id and held.state = 'running'
                    order by held.id
                    limit $2
                    for update skip locked
                ) lost
                where i.ended_at > clock_timestamp() - $1::interval
                limit $2))
            returning j.id, j.kind, j.queue, j.deaths, j.attempt, j.incarnation
        ), noted as (
            insert into fieldwork_jobs.job_events (job_id, event, attempt, incarnation, detail)
            select id, 'recovered', attempt, incarnation, jsonb_build_object('deaths', deaths) from recovered
        )
        select kind, queue from recovered
        """
    func bind(to parameters: inout PostgresParameters) {
        parameters.append(lookBack)
        parameters.append(Int64(limit))
    }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> RecoveredJob {
        let kind: String = try row.next()
        let queue: String = try row.next()
        return RecoveredJob(kind: kind, queue: queue)
    }
}

/// Makes jobs ready whose time has come. Returns the queue of each.
struct PromoteDueJobs: PostgresStatement {
    /// How far back to look: most promotions need not wade through the jobs promoted before.
    let lookBack: Duration
    let limit: Int

    static let sql = """
        update fieldwork_jobs.jobs j set
            state = 'available', lane = 0, position = nextval('fieldwork_jobs.positions')
        where j.id = any (array(
            select due.id from fieldwork_jobs.jobs due
            where due.state in ('scheduled', 'retryable') and due.scheduled_at <= statement_timestamp()
              and due.scheduled_at > statement_timestamp() - $1::interval
            order by due.scheduled_at
            limit $2
            for update skip locked))
        returning j.queue
        """
    func bind(to parameters: inout PostgresParameters) {
        parameters.append(lookBack)
        parameters.append(Int64(limit))
    }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

/// Those attempts that somebody asked to stop.
struct FindCancelRequests: PostgresStatement {
    let attempts: [AttemptKey]

    // Row by row through the primary key, as `AttemptKey.held` is and for its reason; and kept so by the offset.
    static let sql = """
        select asked.id, asked.token
        from unnest($1::bigint[], $2::uuid[]) as attempt (id, token)
        cross join lateral (
            select j.id, j.token from fieldwork_jobs.jobs j
            where j.id = attempt.id and j.token = attempt.token and j.state::text = 'running'
              and j.cancel_requested_at is not null
            offset 0
        ) asked
        """
    func bind(to parameters: inout PostgresParameters) { parameters.append(attempts) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> AttemptKey { try AttemptKey(&row) }
}

/// Removes finished jobs, what was kept about them and empty incarnations past their retention, a bounded number at a time.
struct PruneJobs: PostgresStatement {
    let retention: Duration
    let limit: Int

    static let sql = """
        with pruned as (
            delete from fieldwork_jobs.jobs j
            where j.id = any (array(
                select old.id from fieldwork_jobs.jobs old
                where old.state in ('completed', 'cancelled', 'discarded') and old.finished_at < statement_timestamp() - $1::interval
                  and \(PruningTurn.isMine)
                limit $2
                for update skip locked))
            returning j.id
        ), forgotten as (
            delete from fieldwork_jobs.job_events e using pruned where e.job_id = pruned.id
        ), unread as (
            delete from fieldwork_jobs.job_log n using pruned where n.job_id = pruned.id
        ), done as (
            delete from fieldwork_jobs.job_progress p using pruned where p.job_id = pruned.id
        ), gone as (
            delete from fieldwork_jobs.incarnations i
            where i.id = any (array(
                select old.id from fieldwork_jobs.incarnations old
                where old.ended_at < statement_timestamp() - $1::interval
                  and not exists (select from fieldwork_jobs.jobs j where j.incarnation = old.id and j.state = 'running')
                  -- What frees a permit is that whoever has it is seen to have ended.
                  and not exists (select from fieldwork_jobs.permits p where p.incarnation = old.id)
                limit $2
                for update skip locked))
        )
        select count(*) from pruned
        """
    func bind(to parameters: inout PostgresParameters) {
        parameters.append(retention)
        parameters.append(Int64(limit))
    }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

/// Removes events past their retention that no pruned job has taken along: of jobs that last longer, or come back for ever.
struct PruneEvents: PostgresStatement {
    let retention: Duration
    let limit: Int

    static let sql = """
        with pruned as (
            delete from fieldwork_jobs.job_events e
            where e.id = any (array(
                select old.id from fieldwork_jobs.job_events old
                where old.at < statement_timestamp() - $1::interval and \(PruningTurn.isMine)
                limit $2))
            returning e.id
        )
        select count(*) from pruned
        """
    func bind(to parameters: inout PostgresParameters) {
        parameters.append(retention)
        parameters.append(Int64(limit))
    }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
