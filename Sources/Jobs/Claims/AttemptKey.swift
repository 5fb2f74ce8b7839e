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

extension ClaimedJob {
    var key: AttemptKey { AttemptKey(id: id, token: token) }
}

extension PostgresParameters {
    /// As two parameters: ids and tokens, in id order so that rows are locked in one order everywhere.
    mutating func append(_ attempts: [AttemptKey]) {
        let sorted = attempts.sorted { $0.id < $1.id }
        append(sorted.map(\.id))
        append(sorted.map(\.token))
    }
}
