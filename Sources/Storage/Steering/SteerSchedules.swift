package import Postgres

/// Has a schedule fire nothing until it is resumed. False when it was paused already.
package struct PauseSchedule: PostgresStatement {
    let name: String
    package init(name: String) { self.name = name }

    package static let sql = "select fieldwork_jobs.pause_schedule($1)"
    package func bind(to parameters: inout PostgresParameters) { parameters.append(name) }
    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}

/// Lets a schedule go on from now. False when it was not paused.
package struct ResumeSchedule: PostgresStatement {
    let name: String
    package init(name: String) { self.name = name }

    package static let sql = "select fieldwork_jobs.resume_schedule($1)"
    package func bind(to parameters: inout PostgresParameters) { parameters.append(name) }
    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}

/// Removes a schedule; the jobs it enqueued stay.
package struct RemoveSchedule: PostgresStatement {
    let name: String
    package init(name: String) { self.name = name }

    package static let sql = "delete from fieldwork_jobs.schedules where name = $1"
    package func bind(to parameters: inout PostgresParameters) { parameters.append(name) }
}
