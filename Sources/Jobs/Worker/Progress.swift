import Synchronization

/// When each of the loops that must never stand still last went round, with success or with an error: what the watchdog is
/// fed by.
package final class Progress: Sendable {
    package enum Loop: Hashable, Sendable {
        case claim(queue: String)
        case lease
    }

    private struct State {
        var rounds: [Loop: ContinuousClock.Instant] = [:]
        /// Queues whose last claim succeeded, whether or not there was anything to claim.
        var claiming: Set<String> = []
    }

    private let queues: [String]
    private let state = Mutex(State())

    /// - Parameter queues: those that are claimed from, a loop each.
    package init(queues: [String]) {
        self.queues = queues
    }

    func wentRound(_ loop: Loop) {
        state.withLock { $0.rounds[loop] = ContinuousClock.now }
    }

    func claimed(_ queue: String, succeeded: Bool) {
        state.withLock { state in
            if succeeded { state.claiming.insert(queue) } else { state.claiming.remove(queue) }
        }
    }

    /// True when each loop has gone round within the given time.
    package func isAlive(within limit: Duration) -> Bool {
        let now = ContinuousClock.now
        let loops = queues.map { Loop.claim(queue: $0) } + [.lease]
        return state.withLock { state in
            loops.allSatisfy { loop in state.rounds[loop].map { now - $0 <= limit } ?? false }
        }
    }

    /// True when the last claim from each queue succeeded.
    package var isClaiming: Bool {
        state.withLock { $0.claiming.count == queues.count }
    }
}
