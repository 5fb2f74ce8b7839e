/// Lets one line a second through for each cause, and counts the rest.
package struct LogThrottle {
    private var causes: [String: (next: Instant, suppressed: Int)] = [:]

    package init() {}

    /// Nil if the line is to be left out; else how many were left out before it.
    package mutating func admit(_ cause: String) -> Int? { admit(cause, at: .now) }

    mutating func admit(_ cause: String, at now: Instant) -> Int? {
        if let known = causes[cause], now < known.next {
            causes[cause]?.suppressed += 1
            return nil
        }
        let suppressed = causes[cause]?.suppressed ?? 0
        causes[cause] = (now + .seconds(1), 0)
        return suppressed
    }
}

extension PostgresError {
    /// What two errors have in common that need not both be logged.
    var cause: String { sqlState.map { "\(kind.rawValue) \($0)" } ?? kind.rawValue }
}
