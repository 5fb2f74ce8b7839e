import Foundation
import Synchronization

/// The attempts this process holds.
package final class RunningAttempts: Sendable {
    private struct State {
        var attempts: [AttemptKey: Attempt] = [:]
        var stuck: Set<AttemptKey> = []
        var isInDoubt = false
    }

    private let state = Mutex(State())

    package init() {}

    func begin(_ attempt: Attempt) {
        state.withLock { $0.attempts[attempt.key] = attempt }
    }

    /// The attempt is settled, or left to others.
    func end(_ attempt: Attempt) {
        let isOver = state.withLock { state in
            state.attempts.removeValue(forKey: attempt.key) != nil && !state.stuck.contains(attempt.key)
        }
        if isOver { attempt.whenOver() }
    }

    func stop(_ key: AttemptKey, _ cause: Attempt.StopCause) {
        state.withLock { $0.attempts[key] }?.stop(cause)
    }

    func stopAll(_ cause: Attempt.StopCause, of incarnation: UUID? = nil) {
        for attempt in all where incarnation == nil || attempt.job.incarnation == incarnation { attempt.stop(cause) }
    }

    var all: [Attempt] { state.withLock { Array($0.attempts.values) } }
    package var isEmpty: Bool { state.withLock { $0.attempts.isEmpty } }
    package var count: Int { state.withLock { $0.attempts.count } }
    var keys: [AttemptKey] { state.withLock { $0.attempts.keys.sorted { $0.id < $1.id } } }

    // MARK: Handlers that do not end

    /// Handlers that were told to stop, and went on although their attempts are over.
    package var stuck: Int { state.withLock { $0.stuck.count } }

    func handlerIsStuck(_ attempt: Attempt) { _ = state.withLock { $0.stuck.insert(attempt.key) } }

    /// A handler that was given up on has ended after all.
    func stuckHandlerEnded(_ attempt: Attempt) {
        let isOver = state.withLock { state in
            state.stuck.remove(attempt.key) != nil && state.attempts[attempt.key] == nil
        }
        if isOver { attempt.whenOver() }
    }

    // MARK: Claims that nobody runs

    /// An answer of the database was lost, so it may hold claims for this process that nobody here runs.
    var isInDoubt: Bool { state.withLock { $0.isInDoubt } }

    func doubt() { state.withLock { $0.isInDoubt = true } }
    func doubtIsSettled() { state.withLock { $0.isInDoubt = false } }
}
