/// When something is to happen again and again, in the five fields of cron: minute, hour, day of the month, month, weekday.
///
/// A field is a list of values, ranges and steps (`0,30`, `9-17`, `*/15`, `8-18/2`); months and weekdays have names. Days are
/// those of Vixie's cron: where the day of the month and the weekday are both given, either is enough; where one of them begins
/// with a star, both have to be right.
///
/// It knows no clock: which moments it means in which time zone is the database's to say, `fieldwork_jobs.next_occurrence`.
package struct CronExpression: Sendable, Hashable {
    /// As it was written.
    package let text: String
    package let minutes: [Int16]
    package let hours: [Int16]
    package let monthDays: [Int16]
    package let months: [Int16]
    /// 0 is Sunday.
    package let weekdays: [Int16]
    package let needsBothDays: Bool

    /// What may stand for five fields.
    package static let shorthands: KeyValuePairs<String, String> = [
        "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0",
        "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
    ]

    package init(_ text: String) throws(CronProblem) {
        var fields = text.split(whereSeparator: \.isWhitespace)
        if fields.count == 1, fields[0].hasPrefix("@") {
            guard let meaning = Self.shorthands.first(where: { $0.key == fields[0].lowercased() })?.value else {
                throw .shorthand(String(fields[0]))
            }
            fields = meaning.split(separator: " ")
        }
        guard fields.count == 5 else { throw .fieldCount(fields.count) }
        self.text = text
        minutes = try CronField.minute.values(of: fields[0])
        hours = try CronField.hour.values(of: fields[1])
        monthDays = try CronField.monthDay.values(of: fields[2])
        months = try CronField.month.values(of: fields[3])
        weekdays = try CronField.weekday.values(of: fields[4])
        needsBothDays = fields[2].hasPrefix("*") || fields[4].hasPrefix("*")
        guard comes else { throw .never }
    }

    private static let longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    /// Whether there is such a day in any year.
    private var comes: Bool {
        !needsBothDays
            || months.contains { month in monthDays.contains { $0 <= Self.longestMonths[Int(month) - 1] } }
    }
}
