import Synchronization

/// When each of the loops that must never stand still last went round, with success or with an error: what the watchdog is
/// fed by.
package final class Progress: Sendable {
    package enum Loop: Hashable, Sendable { case claim, lease }

    private let rounds = Mutex<[Loop: ContinuousClock.Instant]>([:])

    package init() {}

    func wentRound(_ loop: Loop) {
        rounds.withLock { $0[loop] = ContinuousClock.now }
    }

    /// True when each loop has gone round within the given time.
    package func isAlive(within limit: Duration) -> Bool {
        let now = ContinuousClock.now
        return rounds.withLock { rounds in
            [Loop.claim, .lease].allSatisfy { loop in rounds[loop].map { now - $0 <= limit } ?? false }
        }
    }
}
