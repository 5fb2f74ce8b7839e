package import Postgres

/// A schedule in a list.
package struct ScheduleLine: Sendable, Hashable {
    package let name: String
    package let expression: String
    package let timeZone: String
    package let kind: String
    package let queue: String
    package let priority: Int
    package let study: String?
    /// JSON.
    package let arguments: String
    package let nextAt: PostgresTimestamp?
    package let firedAt: PostgresTimestamp?
    /// What it enqueued last.
    package let job: Int64?
    package let pausedAt: PostgresTimestamp?
    /// A login; or `SQLSTATE` and the code of the error for which it could not fire.
    package let pausedBy: String?
}

/// Lists the schedules by name.
package struct ListSchedules: PostgresStatement {
    package init() {}

    package static let sql = """
        select h.name, h.expression, h.time_zone, h.kind, h.queue, h.priority, s.code, h.arguments::text, h.next_at, h.fired_at,
            h.job_id, h.paused_at, h.paused_by
        from fieldwork_jobs.schedules h left join fieldwork_store.studies s on s.id = h.study_id
        order by h.name collate "C"
        """

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> ScheduleLine {
        let name: String = try row.next()
        let expression: String = try row.next()
        let timeZone: String = try row.next()
        let kind: String = try row.next()
        let queue: String = try row.next()
        let priority: Int16 = try row.next()
        let study: String? = try row.next()
        let arguments: String = try row.next()
        let nextAt: PostgresTimestamp? = try row.next()
        let firedAt: PostgresTimestamp? = try row.next()
        let job: Int64? = try row.next()
        let pausedAt: PostgresTimestamp? = try row.next()
        let pausedBy: String? = try row.next()
        return ScheduleLine(
            name: name, expression: expression, timeZone: timeZone, kind: kind, queue: queue, priority: Int(priority),
            study: study, arguments: arguments, nextAt: nextAt, firedAt: firedAt, job: job, pausedAt: pausedAt,
            pausedBy: pausedBy)
    }
}

/// Whether the server knows a time zone by its full name; abbreviations and offsets are none, for they have no clock changes.
package struct KnowsTimeZone: PostgresStatement {
    let name: String
    package init(name: String) { self.name = name }

    package static let sql = "select exists (select from pg_timezone_names z where z.name = $1)"
    package func bind(to parameters: inout PostgresParameters) { parameters.append(name) }
    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}
