import Foundation
import Postgres

/// Begins an incarnation: a process that takes jobs.
struct BeginIncarnation: PostgresStatement {
    let id: UUID
    let host: String
    let pid: Int32
    let programVersion: String
    let queues: [String]
    let kinds: [String]
    let lease: Duration
    /// It follows one that was ended while its process lived.
    let isReturn: Bool

    static let sql = """
        insert into fieldwork_jobs.incarnations (id, host, pid, program_version, queues, kinds, lease, lease_until, regained_at)
        values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + $7, case when $8 then clock_timestamp() end)
        """

    func bind(to parameters: inout PostgresParameters) {
        parameters.append(id)
        parameters.append(host)
        parameters.append(pid)
        parameters.append(programVersion)
        parameters.append(queues)
        parameters.append(kinds)
        parameters.append(lease)
        parameters.append(isReturn)
    }
}

/// Renews a lease; no row when it was ended, by whomever.
struct RenewLease: PostgresStatement {
    let id: UUID

    static let sql = """
        update fieldwork_jobs.incarnations
        set lease_until = clock_timestamp() + lease,
            regained_at = case when lease_until < clock_timestamp() then clock_timestamp() else regained_at end
        where id = $1 and ended_at is null
        returning id
        """

    func bind(to parameters: inout PostgresParameters) { parameters.append(id) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> UUID { try row.next() }
}

/// Ends an incarnation that leaves of its own accord and holds nothing any more.
struct EndIncarnation: PostgresStatement {
    let id: UUID

    static let sql = """
        update fieldwork_jobs.incarnations set ended_at = clock_timestamp() where id = $1 and ended_at is null
        """

    func bind(to parameters: inout PostgresParameters) { parameters.append(id) }
}

/// A process whose lease was ended while it lived takes back the suspicion that fell on the jobs it had started.
struct WithdrawSuspicion: PostgresStatement {
    let incarnation: UUID

    static let sql = """
        with cleared as (
            update fieldwork_jobs.jobs j set died_with = array_remove(died_with, $1)
            where j.id = any (array(
                select suspected.id from fieldwork_jobs.jobs suspected
                where suspected.id in (
                    select e.job_id from fieldwork_jobs.job_events e where e.incarnation = $1 and e.event = 'recovered')
                  and $1 = any (suspected.died_with)
                order by suspected.id
                for update))
            returning j.id, j.attempt
        )
        insert into fieldwork_jobs.job_events (job_id, event, attempt, incarnation)
        select id, 'withdrawn', attempt, $1 from cleared
        """

    func bind(to parameters: inout PostgresParameters) { parameters.append(incarnation) }
}

/// The attempts an incarnation holds, as the database sees it.
struct FindHeld: PostgresStatement {
    let incarnation: UUID

    static let sql = "select id, token from fieldwork_jobs.jobs where incarnation = $1 and state = 'running'"

    func bind(to parameters: inout PostgresParameters) { parameters.append(incarnation) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> AttemptKey { try AttemptKey(&row) }
}
