import EmbeddedPostgres
import Foundation
import Postgres

/// A trial under way, as its fault sees it.
struct Stage: Sendable {
    let plan: Plan
    let crew: Crew
    let server: EmbeddedPostgres
    /// The database, as the superuser, by the clients' way.
    let pool: PostgresPool

    /// Waits until something is so. An error counts for not yet: the database may be away.
    ///
    /// - Throws: ``NeverHappened`` after a time that no healthy trial needs.
    func wait(for what: String, until condition: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(120)
        while (try? await condition()) != true {
            try Task.checkCancellation()
            guard ContinuousClock.now < end else { throw NeverHappened(what: what) }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Jobs that a process holds.
    func held(by worker: WorkerProcess) async throws -> Int64 {
        try await pool.execute(CountHeld(process: worker.id ?? 0))[0]
    }

    /// Waits until so many living processes have leases.
    func untilClaiming(_ count: Int) async throws {
        try await wait(for: "\(count) workers with a lease") { try await pool.execute(CountLeases())[0] >= Int64(count) }
    }
}

struct NeverHappened: Error, CustomStringConvertible {
    let what: String
    var description: String { "waited in vain for \(what)" }
}

struct CountHeld: PostgresStatement {
    let process: Int32
    static let sql = """
        select count(*) from fieldwork_jobs.jobs j join fieldwork_jobs.incarnations i on i.id = j.incarnation
        where j.state = 'running' and i.pid = $1 and j.started_at is not null
        """
    func bind(to parameters: inout PostgresParameters) { parameters.append(process) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

struct CountLeases: PostgresStatement {
    static let sql = """
        select count(*) from fieldwork_jobs.incarnations where ended_at is null and lease_until > clock_timestamp()
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

struct CountUnfinished: PostgresStatement {
    static let sql = """
        select count(*) from fieldwork_jobs.jobs where state not in ('completed', 'discarded', 'cancelled')
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
