import Foundation
import Postgres

/// Notes the database's timeline; false when it is lower than one seen before, that is, when this is a server left behind.
struct NoteTimeline: PostgresStatement {
    static let sql = "select fieldwork_jobs.note_timeline()"
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}

/// Ends the incarnations whose lease ran out. None ends until one lease after the server started or changed timeline:
/// nobody could renew while it was away.
struct EndExpiredLeases: PostgresStatement {
    static let sql = """
        update fieldwork_jobs.incarnations i set ended_at = clock_timestamp()
        where i.id = any (array(
            select expired.id from fieldwork_jobs.incarnations expired
            where expired.ended_at is null and expired.lease_until < clock_timestamp()
              and clock_timestamp() > expired.lease
                + greatest(pg_postmaster_start_time(), (select max(since) from fieldwork_jobs.timelines))
            order by expired.id
            for update skip locked))
        returning i.id
        """
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> UUID { try row.next() }
}

/// A job that recovery put back in line.
struct RecoveredJob: Sendable, Hashable {
    let id: Int64
    let kind: String
    let queue: String
    let deaths: Int
}

/// Puts the jobs of ended incarnations back in line, whatever their kind. The attempt is not counted; a death with the job
/// started is.
struct RecoverJobs: PostgresStatement {
    let limit: Int

    static let sql = """
        with recovered as (
            update fieldwork_jobs.jobs j set
                state = case when cancel_requested_at is null then 'available' else 'cancelled' end::fieldwork_jobs.job_state,
                finished_at = case when cancel_requested_at is not null then clock_timestamp() end,
                lane = 0, position = nextval('fieldwork_jobs.positions'), attempt = attempt - 1,
                deaths = deaths + (started_at is not null)::int,
                suspected_by = case when started_at is not null then incarnation end
            where j.id = any (array(
                select held.id from fieldwork_jobs.jobs held
                join fieldwork_jobs.incarnations i on i.id = held.incarnation and i.ended_at is not null
                where held.state = 'running'
                order by held.id
                limit $1
                for update of held skip locked))
            returning j.id, j.kind, j.queue, j.deaths, j.attempt, j.incarnation
        ), noted as (
            insert into fieldwork_jobs.job_events (job_id, event, attempt, incarnation, detail)
            select id, 'recovered', attempt, incarnation, jsonb_build_object('deaths', deaths) from recovered
        )
        select id, kind, queue, deaths from recovered
        """
    func bind(to parameters: inout PostgresParameters) { parameters.append(Int64(limit)) }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> RecoveredJob {
        let id: Int64 = try row.next()
        let kind: String = try row.next()
        let queue: String = try row.next()
        let deaths: Int16 = try row.next()
        return RecoveredJob(id: id, kind: kind, queue: queue, deaths: Int(deaths))
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

/// The running jobs of an incarnation that somebody asked to stop.
struct FindCancelRequests: PostgresStatement {
    let incarnation: UUID

    static let sql = """
        select id, token from fieldwork_jobs.jobs
        where incarnation = $1 and state = 'running' and cancel_requested_at is not null
        """
    func bind(to parameters: inout PostgresParameters) { parameters.append(incarnation) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> AttemptKey { try AttemptKey(&row) }
}

/// Removes finished jobs, their events and empty incarnations past their retention, a bounded number at a time.
struct PruneJobs: PostgresStatement {
    let retention: Duration
    let limit: Int

    static let sql = """
        with pruned as (
            delete from fieldwork_jobs.jobs j
            where j.id = any (array(
                select old.id from fieldwork_jobs.jobs old
                where old.state in ('completed', 'cancelled', 'discarded') and old.finished_at < statement_timestamp() - $1::interval
                limit $2
                for update skip locked))
            returning j.id
        ), forgotten as (
            delete from fieldwork_jobs.job_events e using pruned where e.job_id = pruned.id
        ), gone as (
            delete from fieldwork_jobs.incarnations i
            where i.ended_at < statement_timestamp() - $1::interval
              and not exists (select from fieldwork_jobs.jobs j where j.incarnation = i.id and j.state = 'running')
        )
        select count(*) from pruned
        """
    func bind(to parameters: inout PostgresParameters) {
        parameters.append(retention)
        parameters.append(Int64(limit))
    }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
