import Foundation
import Postgres

/// Reads what a trial left in the database.
extension History {
    static func read(from pool: PostgresPool) async throws -> History {
        var history = History()
        history.jobs = try await pool.execute(ReadJobs())
        history.effects = try await pool.execute(ReadEffects())
        history.intents = try await pool.execute(ReadIntents())
        history.events = try await pool.execute(ReadEvents())
        history.incarnations = try await pool.execute(ReadIncarnations())
        history.serverSeenAt = try await pool.execute(ReadServerRuns())
        history.evidence = try await pool.execute(ReadEvidence())
        return history
    }
}

private struct ReadJobs: PostgresStatement {
    static let sql = """
        select id, kind, state::text, attempt, token, unique_key, (arguments ->> 'parent')::bigint,
            (arguments ->> 'number')::bigint, extract(epoch from finished_at)::float8
        from fieldwork_jobs.jobs order by id
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> History.Job {
        let id: Int64 = try row.next()
        let kind: String = try row.next()
        let state: String = try row.next()
        let attempt: Int16 = try row.next()
        let token: UUID? = try row.next()
        let uniqueKey: String? = try row.next()
        let parent: Int64? = try row.next()
        let number: Int64? = try row.next()
        let finishedAt: Double? = try row.next()
        return History.Job(
            id: id, kind: kind, state: state, attempt: Int(attempt), token: token, uniqueKey: uniqueKey, parent: parent,
            number: number.map { Int($0) }, finishedAt: finishedAt)
    }
}

private struct ReadEffects: PostgresStatement {
    static let sql = "select job_id, token from chaos.effects order by at"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> History.Effect {
        let job: Int64 = try row.next()
        let token: UUID = try row.next()
        return History.Effect(job: job, token: token)
    }
}

private struct ReadIntents: PostgresStatement {
    static let sql = """
        select job_id, token, incarnation, intent, extract(epoch from at)::float8 from chaos.intents order by at
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> History.Intent {
        let job: Int64 = try row.next()
        let token: UUID = try row.next()
        let incarnation: UUID = try row.next()
        let word: String = try row.next()
        let at: Double = try row.next()
        guard let kind = History.Intent.Kind(rawValue: word) else { throw PostgresError(.decoding, reason: "no intent") }
        return History.Intent(job: job, token: token, incarnation: incarnation, kind: kind, at: at)
    }
}

private struct ReadEvents: PostgresStatement {
    static let sql = """
        select job_id, event, incarnation, detail ->> 'reason', extract(epoch from at)::float8
        from fieldwork_jobs.job_events order by id
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> History.Event {
        let job: Int64 = try row.next()
        let event: String = try row.next()
        let incarnation: UUID? = try row.next()
        let reason: String? = try row.next()
        let at: Double = try row.next()
        return History.Event(job: job, event: event, incarnation: incarnation, reason: reason, at: at)
    }
}

private struct ReadIncarnations: PostgresStatement {
    static let sql = """
        select id, extract(epoch from lease)::float8, extract(epoch from lease_until)::float8,
            extract(epoch from ended_at)::float8
        from fieldwork_jobs.incarnations order by started_at
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> History.Incarnation {
        let id: UUID = try row.next()
        let lease: Double = try row.next()
        let leaseUntil: Double = try row.next()
        let endedAt: Double? = try row.next()
        return History.Incarnation(id: id, lease: lease, leaseUntil: leaseUntil, endedAt: endedAt)
    }
}

private struct ReadServerRuns: PostgresStatement {
    static let sql = "select extract(epoch from seen_at)::float8 from fieldwork_jobs.server_runs order by 1"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Double { try row.next() }
}

private struct ReadEvidence: PostgresStatement {
    static let sql = """
        select e.id, exists (
            select from chaos.gathered g join fieldwork_jobs.jobs j on j.id = g.job_id and j.token = g.token
            where g.evidence_id = e.id and j.state = 'completed')
        from chaos.evidence e order by e.id
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> History.Evidence {
        let id: Int64 = try row.next()
        let isGathered: Bool = try row.next()
        return History.Evidence(id: id, isGathered: isGathered)
    }
}
