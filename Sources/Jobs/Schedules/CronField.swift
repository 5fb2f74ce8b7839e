/// One of the five fields of a cron expression.
package enum CronField: Sendable, Hashable, CaseIterable {
    case minute, hour, monthDay, month, weekday

    /// The values it may have. Both ends of a weekday's are Sunday.
    package var bounds: ClosedRange<Int> {
        switch self {
        case .minute: 0...59
        case .hour: 0...23
        case .monthDay: 1...31
        case .month: 1...12
        case .weekday: 0...7
        }
    }

    /// Names for its values, from the lowest; empty where it has none.
    package var names: [String] {
        switch self {
        case .minute, .hour, .monthDay: []
        case .month: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
        case .weekday: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]
        }
    }

    /// The values that a field allows, sorted, each once; Sunday is 0.
    func values(of text: Substring) throws(CronProblem) -> [Int16] {
        var allowed: Set<Int> = []
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            let range = try range(parts[0], in: item)
            guard parts.count > 1 else {
                allowed.formUnion(range)
                continue
            }
            guard parts[0] == "*" || parts[0].contains("-"), let step = Self.number(parts[1]), step > 0 else {
                throw .field(self, .step, found: String(item))
            }
            allowed.formUnion(stride(from: range.lowerBound, through: range.upperBound, by: step))
        }
        if self == .weekday { allowed = Set(allowed.map { $0 % 7 }) }
        return allowed.sorted().map { Int16($0) }
    }

    private func range(_ text: Substring, in item: Substring) throws(CronProblem) -> ClosedRange<Int> {
        if text == "*" { return self == .weekday ? 0...6 : bounds }
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let first = try value(ends[0], in: item)
        guard ends.count > 1 else { return first...first }
        var last = try value(ends[1], in: item)
        // From Friday to Sunday: the Sunday at the end of the week.
        if self == .weekday, last == 0, first > 0 { last = 7 }
        guard first <= last else { throw .field(self, .order, found: String(item)) }
        return first...last
    }

    private func value(_ text: Substring, in item: Substring) throws(CronProblem) -> Int {
        if let number = Self.number(text), bounds.contains(number) { return number }
        if let index = names.firstIndex(of: text.uppercased()) { return bounds.lowerBound + index }
        throw .field(self, .value, found: String(item))
    }

    /// Digits and nothing else: no sign, and no more of them than any value has.
    private static func number(_ text: Substring) -> Int? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}
