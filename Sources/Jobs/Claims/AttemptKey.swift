package import struct Foundation.UUID
import Postgres

/// A job and the token of one attempt at it: what every write of that attempt is fenced by.
package struct AttemptKey: Sendable, Hashable {
    package let id: Int64
    package let token: UUID

    package init(id: Int64, token: UUID) {
        self.id = id
        self.token = token
    }

    init(_ row: inout PostgresRow) throws(PostgresError) {
        id = try row.next()
        token = try row.next()
    }
}

extension AttemptKey {
    /// SQL: the ids of the attempts in `$1` and `$2` that still hold their jobs. Locks the rows in id order, the one order in
    /// which anything here locks several jobs.
    static let held = "array(\(heldRows)) held)"

    /// The same without those whose row somebody else has locked: one job in somebody's hands never keeps the others waiting.
    static let heldAndFree = "array(\(heldRows) skip locked) held)"

    // Row by row through the primary key. The state is compared as text because a plan that saw an index of the running jobs
    // in it would, by the statistics of a quiet hour, take that for empty and read all of it for each attempt.
    private static let heldRows = """
        select held.id
        from (select a.id, a.token from unnest($1::bigint[], $2::uuid[]) as a (id, token) order by a.id) attempt
        cross join lateral (
            select j.id from fieldwork_jobs.jobs j
            where j.id = attempt.id and j.token = attempt.token and j.state::text = 'running'
            for update
        """
}

extension ClaimedJob {
    package var key: AttemptKey { AttemptKey(id: id, token: token) }
}

extension PostgresParameters {
    /// As two parameters: ids and tokens.
    mutating func append(_ attempts: [AttemptKey]) {
        append(attempts.map(\.id))
        append(attempts.map(\.token))
    }
}
