import Postgres
import Synchronization

/// Keeps an outage from filling the log: at most one line a second, with the number of those it swallowed; and one that comes
/// and goes from saying more often than that that it is over.
final class OutageLog: Sendable {
    private struct State {
        var lastLine: ContinuousClock.Instant?
        var lastEnd: ContinuousClock.Instant?
        var suppressed = 0
        var isDown = false
    }

    private let activity: String
    private let events: JobEvents
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state = Mutex(State())

    init(_ activity: String, _ events: JobEvents, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.activity = activity
        self.events = events
        self.now = now
    }

    func failed(_ error: any Error) {
        let now = now()
        let due: Int? = state.withLock { state in
            state.isDown = true
            if let last = state.lastLine, now - last < .seconds(1) {
                state.suppressed += 1
                return nil
            }
            defer { state.suppressed = 0 }
            state.lastLine = now
            return state.suppressed
        }
        guard let due else { return }
        let reason = (error as? PostgresError).map { "\($0)" } ?? "\(type(of: error))"
        events.emit(.databaseFailed(during: activity, reason: reason, suppressed: due))
    }

    func succeeded() {
        let now = now()
        let isOver = state.withLock { state in
            // Too soon after the last: said at a later success, should there be no other outage before it.
            guard state.isDown, state.lastEnd.map({ now - $0 >= .seconds(1) }) ?? true else { return false }
            state.isDown = false
            state.lastEnd = now
            return true
        }
        if isOver { events.emit(.databaseRecovered(during: activity)) }
    }
}
