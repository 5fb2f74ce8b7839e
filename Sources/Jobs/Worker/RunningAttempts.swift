import Foundation
import Synchronization

/// The attempts this process holds, and the way to stop each.
package final class RunningAttempts: Sendable {
    /// Why an attempt is stopped before its handler is done.
    enum StopCause: Sendable {
        /// Somebody asked for this job to be cancelled.
        case cancelRequested
        /// The process stops; the job goes back in line.
        case shutdown
        /// The lease ran out or was ended: the job may be somebody else's.
        case leaseLost
        /// It ran longer than its kind allows.
        case timeout
    }

    private struct Entry {
        let job: ClaimedJob
        let stop: AsyncStream<StopCause>.Continuation
    }

    private struct State {
        var entries: [AttemptKey: Entry] = [:]
        var stuck: Set<AttemptKey> = []
        var isInDoubt = false
    }

    private let state = Mutex(State())

    package init() {}

    /// Registers an attempt; the stream says once when and why it is to stop.
    func begin(_ job: ClaimedJob) -> AsyncStream<StopCause> {
        let (stream, continuation) = AsyncStream.makeStream(of: StopCause.self, bufferingPolicy: .bufferingOldest(1))
        state.withLock { $0.entries[job.key] = Entry(job: job, stop: continuation) }
        return stream
    }

    /// The attempt is settled, or left to others.
    func end(_ key: AttemptKey) {
        state.withLock { $0.entries.removeValue(forKey: key) }?.stop.finish()
    }

    func stop(_ key: AttemptKey, _ cause: StopCause) {
        _ = state.withLock { $0.entries[key] }?.stop.yield(cause)
    }

    func stopAll(_ cause: StopCause, of incarnation: UUID? = nil) {
        let stopped = state.withLock { state in
            state.entries.values.filter { incarnation == nil || $0.job.incarnation == incarnation }
        }
        for entry in stopped { entry.stop.yield(cause) }
    }

    package var isEmpty: Bool { state.withLock { $0.entries.isEmpty } }
    package var count: Int { state.withLock { $0.entries.count } }
    var keys: [AttemptKey] { state.withLock { $0.entries.keys.sorted { $0.id < $1.id } } }

    // MARK: Handlers that do not end

    /// Handlers that were told to stop, and went on although their attempts are over.
    package var stuck: Int { state.withLock { $0.stuck.count } }

    func handlerIsStuck(_ key: AttemptKey) { _ = state.withLock { $0.stuck.insert(key) } }
    func handlerEnded(_ key: AttemptKey) { _ = state.withLock { $0.stuck.remove(key) } }

    // MARK: Claims that nobody runs

    /// An answer of the database was lost, so it may hold claims for this process that nobody here runs.
    var isInDoubt: Bool { state.withLock { $0.isInDoubt } }

    func doubt() { state.withLock { $0.isInDoubt = true } }
    func doubtIsSettled() { state.withLock { $0.isInDoubt = false } }
}
