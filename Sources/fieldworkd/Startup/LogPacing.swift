/// Keeps what fails again and again from filling the log: the first line at once, the next a second later, and then ever
/// more rarely, down to one a minute.
struct LogPacing {
    private var next: ContinuousClock.Instant?
    private var pause = Duration.seconds(1)
    private(set) var suppressed = 0

    /// True if a line is due at this moment. Otherwise it is counted as suppressed.
    mutating func isDue(at now: ContinuousClock.Instant) -> Bool {
        if let next, now < next {
            suppressed += 1
            return false
        }
        next = now + pause
        pause = min(pause * 2, .seconds(60))
        return true
    }

    /// The number of lines suppressed since this was last asked.
    mutating func takeSuppressed() -> Int {
        defer { suppressed = 0 }
        return suppressed
    }
}
