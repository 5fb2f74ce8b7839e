import Jobs

extension Failure {
    /// What is wrong with a cron expression: the field, what was expected and what came.
    init(_ problem: CronProblem) {
        switch problem {
        case .fieldCount(let count):
            self.init(
                .badData, zh: "排程的時間須有五個欄位（分 時 日 月 星期），目前有 \(count) 個。",
                en: "an expression has five fields (minute hour day month weekday), and this has \(count).")
        case .shorthand(let found):
            let known = CronExpression.shorthands.map(\.key)
            self.init(
                .badData, zh: "沒有「\(found)」這種簡寫。可用：\(known.joined(separator: "、"))。",
                en: "there is no '\(found)'. There is: \(known.joined(separator: ", ")).")
        case .never:
            self.init(
                .badData, zh: "這樣的日期不存在：所列的月份都沒有所列的日子。", en: "there is no such date: none of the months has any of the days.")
        case .field(let field, let expectation, let found):
            let (zh, en) = Self.name(of: field)
            let (wantedZH, wantedEN) = Self.words(for: expectation, in: field)
            self.init(.badData, zh: "\(zh)欄「\(found)」：須為\(wantedZH)。", en: "\(en) '\(found)': expected \(wantedEN).")
        }
    }

    private static func name(of field: CronField) -> (zh: String, en: String) {
        switch field {
        case .minute: ("分", "minute")
        case .hour: ("時", "hour")
        case .monthDay: ("日", "day of the month")
        case .month: ("月", "month")
        case .weekday: ("星期", "weekday")
        }
    }

    private static func words(for expectation: CronProblem.Expectation, in field: CronField) -> (zh: String, en: String) {
        let (low, high) = (field.bounds.lowerBound, field.bounds.upperBound)
        switch expectation {
        case .value:
            guard let first = field.names.first, let last = field.names.last else {
                return ("\(low) 至 \(high) 的數字、範圍（如 \(low)-\(low + 1)）或 *", "a number from \(low) to \(high), a range or *")
            }
            return (
                "\(low) 至 \(high) 的數字或 \(first) 至 \(last) 的名稱、範圍或 *",
                "a number from \(low) to \(high), a name from \(first) to \(last), a range or *"
            )
        case .order: return ("由小到大的範圍", "a range from the lower to the higher")
        case .step: return ("在 * 或範圍之後、以 / 加上正整數的間隔（如 */5）", "a step after * or a range, such as */5")
        }
    }
}
