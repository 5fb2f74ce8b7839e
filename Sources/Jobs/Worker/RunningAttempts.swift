import Foundation
import Synchronization

/// The attempts this process is running, and the way to stop each.
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

    private let entries = Mutex<[AttemptKey: Entry]>([:])

    package init() {}

    /// Registers an attempt; the stream says once when and why it is to stop.
    func begin(_ job: ClaimedJob) -> AsyncStream<StopCause> {
        let (stream, continuation) = AsyncStream.makeStream(of: StopCause.self, bufferingPolicy: .bufferingOldest(1))
        entries.withLock { $0[job.key] = Entry(job: job, stop: continuation) }
        return stream
    }

    func end(_ key: AttemptKey) {
        entries.withLock { $0.removeValue(forKey: key) }?.stop.finish()
    }

    func stop(_ key: AttemptKey, _ cause: StopCause) {
        _ = entries.withLock { $0[key] }?.stop.yield(cause)
    }

    func stopAll(_ cause: StopCause, of incarnation: UUID? = nil) {
        let stopped = entries.withLock { entries in
            entries.values.filter { incarnation == nil || $0.job.incarnation == incarnation }
        }
        for entry in stopped { entry.stop.yield(cause) }
    }

    package var isEmpty: Bool { entries.withLock { $0.isEmpty } }
    package var count: Int { entries.withLock { $0.count } }
    var keys: [AttemptKey] { entries.withLock { $0.keys.sorted { $0.id < $1.id } } }
}
