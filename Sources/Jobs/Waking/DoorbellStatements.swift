package import Postgres

/// A session lock on the listening connection: gone with it, and free of writes.
package struct HangBell: PostgresStatement {
    let queue: String
    package init(queue: String) { self.queue = queue }
    package static let sql = "select pg_try_advisory_lock(1179079767, fieldwork_jobs.doorbell($1))"
    package func bind(to parameters: inout PostgresParameters) { parameters.append(queue) }
    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}

struct TakeBellDown: PostgresStatement {
    let queue: String
    static let sql = "select pg_advisory_unlock(1179079767, fieldwork_jobs.doorbell($1))"
    func bind(to parameters: inout PostgresParameters) { parameters.append(queue) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}

/// Rings for a queue that other processes serve.
package struct RingBell: PostgresStatement {
    package let queue: String
    package init(queue: String) { self.queue = queue }
    package static let sql = "select fieldwork_jobs.wake($1)::text"
    package func bind(to parameters: inout PostgresParameters) { parameters.append(queue) }
    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String? { try row.next() }
}
