package import Postgres

/// A schedule that fired.
struct FiredSchedule: Sendable, Hashable {
    let name: String
    let queue: String
    let job: Int64
}

/// Enqueues the jobs of schedules that are due.
struct FireSchedules: PostgresStatement {
    let limit: Int

    static let sql = "select f.name, f.queue, f.job_id from fieldwork_jobs.fire_schedules($1::integer) f"
    func bind(to parameters: inout PostgresParameters) { parameters.append(Int64(limit)) }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> FiredSchedule {
        let name: String = try row.next()
        let queue: String = try row.next()
        let job: Int64 = try row.next()
        return FiredSchedule(name: name, queue: queue, job: job)
    }
}

/// How long until the next schedule is due; null when none is.
struct AwaitSchedule: PostgresStatement {
    static let sql = """
        select (extract(epoch from min(s.next_at) - clock_timestamp()) * 1000)::bigint
        from fieldwork_jobs.schedules s where s.paused_at is null
        """
    func bind(to parameters: inout PostgresParameters) {}

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Duration? {
        let milliseconds: Int64? = try row.next()
        return milliseconds.map { .milliseconds($0) }
    }
}

/// The first moment after another that an expression means in a time zone; no value if there is none.
package struct NextOccurrence: PostgresStatement {
    let expression: CronExpression
    let timeZone: String
    let after: PostgresTimestamp

    package init(of expression: CronExpression, in timeZone: String, after: PostgresTimestamp) {
        self.expression = expression
        self.timeZone = timeZone
        self.after = after
    }

    package static let sql = """
        select fieldwork_jobs.next_occurrence($1, $2, $3::smallint[], $4::smallint[], $5::smallint[], $6::smallint[], $7::smallint[], $8)
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(after)
        parameters.append(timeZone)
        parameters.append(expression)
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> PostgresTimestamp? { try row.next() }
}

extension PostgresParameters {
    /// As six parameters: minutes, hours, days of the month, months, weekdays, and whether a day has to be among both.
    mutating func append(_ expression: CronExpression) {
        append(expression.minutes)
        append(expression.hours)
        append(expression.monthDays)
        append(expression.months)
        append(expression.weekdays)
        append(expression.needsBothDays)
    }
}
