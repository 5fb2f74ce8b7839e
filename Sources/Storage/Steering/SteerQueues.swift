package import Postgres

/// Stops claims from a queue. False when it was paused already.
package struct PauseQueue: PostgresStatement {
    let queue: String
    package init(queue: String) { self.queue = queue }

    package static let sql = "select fieldwork_jobs.pause($1)"
    package func bind(to parameters: inout PostgresParameters) { parameters.append(queue) }
    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}

/// Lets a queue go on. False when it was not paused.
package struct ResumeQueue: PostgresStatement {
    let queue: String
    package init(queue: String) { self.queue = queue }

    package static let sql = "select fieldwork_jobs.resume($1)"
    package func bind(to parameters: inout PostgresParameters) { parameters.append(queue) }
    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}
