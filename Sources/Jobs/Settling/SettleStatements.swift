import Foundation
package import Postgres

/// Locks the attempt's row, or undoes the transaction with FW001.
struct Fence: PostgresStatement {
    let attempt: AttemptKey

    static let sql = "select fieldwork_jobs.fence($1, $2)::text"

    func bind(to parameters: inout PostgresParameters) {
        parameters.append(attempt.id)
        parameters.append(attempt.token)
    }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String? { try row.next() }
}

/// Completes jobs. Returns those completed; the others are not the attempts' any more, or their
/// rows are locked by somebody else.
package struct CompleteJobs: PostgresStatement {
    let attempts: [AttemptKey]

    package init(attempts: [AttemptKey]) { self.attempts = attempts }

    package static let sql = """
        update fieldwork_jobs.jobs j set state = 'completed', finished_at = clock_timestamp()
        where j.id = any (\(AttemptKey.heldAndFree))
        returning j.id, j.token
        """

    package func bind(to parameters: inout PostgresParameters) { parameters.append(attempts) }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> AttemptKey { try AttemptKey(&row) }
}

/// Ends an attempt that failed: the job waits for its next try, or is discarded when it has none left or the failure is
/// permanent. Returns the state it is in now; no row when the attempt no longer held it.
struct FailAttempt: PostgresStatement {
    let attempt: AttemptKey
    /// Stable code of the failure; no words of a document.
    let reason: String
    let isPermanent: Bool
    let delay: Duration

    static let sql = """
        with failed as (
            update fieldwork_jobs.jobs j set
                state = case when $4 or attempt >= max_attempts then 'discarded'
                             when cancel_requested_at is not null then 'cancelled'
                             else 'retryable' end::fieldwork_jobs.job_state,
                finished_at = case when $4 or attempt >= max_attempts or cancel_requested_at is not null then clock_timestamp() end,
                scheduled_at = clock_timestamp() + $5
            where id = $1 and token = $2 and state = 'running'
            returning id, attempt, incarnation, state
        ), noted as (
            insert into fieldwork_jobs.job_events (job_id, event, attempt, incarnation, detail)
            select id, case when state = 'retryable' then 'failed' else state::text end, attempt, incarnation,
                jsonb_build_object('reason', $3::text)
            from failed
        )
        select state::text from failed
        """

    func bind(to parameters: inout PostgresParameters) {
        parameters.append(attempt.id)
        parameters.append(attempt.token)
        parameters.append(reason)
        parameters.append(isPermanent)
        parameters.append(delay)
    }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

/// Ends an attempt that is to come back later, or does not come back because somebody asked to cancel it. The attempt is not
/// counted. Returns the state the job is in now.
struct SnoozeAttempt: PostgresStatement {
    let attempt: AttemptKey
    let delay: Duration

    static let sql = """
        with back as (
            update fieldwork_jobs.jobs j set
                state = case when cancel_requested_at is null then 'scheduled' else 'cancelled' end::fieldwork_jobs.job_state,
                finished_at = case when cancel_requested_at is not null then clock_timestamp() end,
                attempt = attempt - 1, scheduled_at = clock_timestamp() + $3
            where id = $1 and token = $2 and state = 'running'
            returning id, attempt, incarnation, state
        ), noted as (
            insert into fieldwork_jobs.job_events (job_id, event, attempt, incarnation)
            select id, case when state = 'scheduled' then 'snoozed' else 'cancelled' end, attempt, incarnation from back
        )
        select state::text from back
        """

    func bind(to parameters: inout PostgresParameters) {
        parameters.append(attempt.id)
        parameters.append(attempt.token)
        parameters.append(delay)
    }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

/// Gives jobs back unfinished, at once ready for anybody: a soft stop, a lease that ran out and came back, a request to cancel,
/// which ends them. The attempts are not counted and no error is recorded.
struct ReleaseJobs: PostgresStatement {
    let attempts: [AttemptKey]

    static let sql = """
        with released as (
            update fieldwork_jobs.jobs j set
                state = case when cancel_requested_at is null then 'available' else 'cancelled' end::fieldwork_jobs.job_state,
                finished_at = case when cancel_requested_at is not null then clock_timestamp() end,
                lane = 0, position = nextval('fieldwork_jobs.positions'), attempt = attempt - 1
            where j.id = any (\(AttemptKey.held))
            returning j.id, j.attempt, j.incarnation, j.state
        ), noted as (
            insert into fieldwork_jobs.job_events (job_id, event, attempt, incarnation)
            select id, case when state = 'available' then 'released' else 'cancelled' end, attempt, incarnation from released
        )
        select state::text from released
        """

    func bind(to parameters: inout PostgresParameters) { parameters.append(attempts) }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

/// What became of an attempt whose settlement went unanswered: waits for the row, so that a transaction still in flight is
/// over.
struct AskAboutAttempt: PostgresStatement {
    let attempt: AttemptKey

    static let sql = """
        select j.state::text from fieldwork_jobs.jobs j where j.id = $1 and j.token = $2 and not pg_is_in_recovery() for update
        """

    func bind(to parameters: inout PostgresParameters) {
        parameters.append(attempt.id)
        parameters.append(attempt.token)
    }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}
