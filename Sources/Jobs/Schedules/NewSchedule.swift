package import Postgres

/// A job that is to come by the calendar.
package struct NewSchedule: Sendable, Hashable {
    package var name: String
    package var expression: CronExpression
    /// A name of the time-zone database that the server knows, such as `Asia/Taipei`.
    package var timeZone: String
    /// What comes each time. Its delay, key and batch are not the schedule's to keep.
    package var job: NewJob

    package init(name: String, expression: CronExpression, timeZone: String, job: NewJob) {
        self.name = name
        self.expression = expression
        self.timeZone = timeZone
        self.job = job
    }
}

/// Adds a schedule and returns when it fires first. No row when there is one of the name.
package struct AddSchedule: PostgresStatement {
    let schedule: NewSchedule

    package init(_ schedule: NewSchedule) { self.schedule = schedule }

    package static let sql = """
        insert into fieldwork_jobs.schedules
            (name, expression, time_zone, minutes, hours, month_days, months, weekdays, needs_both_days, kind, queue, arguments, study_id,
             priority, max_attempts, next_at)
        values ($1, $2, $3, $4::smallint[], $5::smallint[], $6::smallint[], $7::smallint[], $8::smallint[], $9, $10, $11, $12::jsonb, $13,
            $14::smallint, $15::smallint, fieldwork_jobs.next_occurrence(clock_timestamp(), $3, $4, $5, $6, $7, $8, $9))
        on conflict (name) do nothing
        returning next_at
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(schedule.name)
        parameters.append(schedule.expression.text)
        parameters.append(schedule.timeZone)
        parameters.append(schedule.expression)
        parameters.append(schedule.job.kind)
        parameters.append(schedule.job.queue)
        parameters.append(PostgresJSON(schedule.job.arguments))
        parameters.append(schedule.job.studyID)
        parameters.append(schedule.job.priority)
        parameters.append(schedule.job.maxAttempts)
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> PostgresTimestamp? { try row.next() }
}
