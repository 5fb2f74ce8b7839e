/// When something is done again that may turn out slow: after a pause, and never for more than a small part of the time, whether
/// it ends well or not. Dead rows make a look slow that are kept up by a snapshot.
struct Pace: Sendable {
    private var rested: ContinuousClock.Instant
    private var next: ContinuousClock.Instant

    /// Due at once.
    init(from start: ContinuousClock.Instant = .now) {
        rested = start
        next = start
    }

    func isDue(at now: ContinuousClock.Instant) -> Bool { now >= next }

    /// Takes how long it was at it. What takes longer than its deadlines allow was waiting for a connection: the rest has an end.
    mutating func ran(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant, pause: Duration) {
        rested = end + min((end - start) * 20, .seconds(60))
        next = max(rested, start + pause)
    }

    /// Does without the pause, but not without the rest.
    mutating func hasten() { next = min(next, rested) }
}
