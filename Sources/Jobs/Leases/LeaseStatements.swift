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

    static let sql = """
        insert into fieldwork_jobs.incarnations (id, host, pid, program_version, queues, kinds, lease, lease_until)
        values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + $7)
        """

    func bind(to parameters: inout PostgresParameters) {
        parameters.append(id)
        parameters.append(host)
        parameters.append(pid)
        parameters.append(programVersion)
        parameters.append(queues)
        parameters.append(kinds)
        parameters.append(lease)
    }
}

/// Renews a lease; no row when it was ended, by whomever.
struct RenewLease: PostgresStatement {
    let id: UUID

    static let sql = """
        update fieldwork_jobs.incarnations set lease_until = clock_timestamp() + lease
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
        update fieldwork_jobs.jobs set deaths = deaths - 1, suspected_by = null
        where suspected_by = $1 and deaths > 0 and id = any (array(
            select job_id from fieldwork_jobs.job_events where incarnation = $1 and event = 'recovered'))
        """

    func bind(to parameters: inout PostgresParameters) { parameters.append(incarnation) }
}
