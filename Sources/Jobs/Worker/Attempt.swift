import Synchronization

/// One attempt in this process, from its claim to its end.
///
/// Its handler ends it; or, when that was told to stop and does not, whoever gives up waiting. The first of them settles it.
final class Attempt: Sendable {
    /// Why it is stopped before its handler is done.
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

    private struct State {
        var handler: Task<Void, Never>?
        var stop: (cause: StopCause, at: ContinuousClock.Instant)?
        var hasEnded = false
    }

    let job: ClaimedJob
    let begunAt: ContinuousClock.Instant
    private let limit: Duration
    /// Called when it is settled and nothing of it runs any more.
    let whenOver: @Sendable () -> Void
    private let state = Mutex(State())

    /// - Parameter limit: how long it may run.
    init(_ job: ClaimedJob, begunAt: ContinuousClock.Instant, limit: Duration, whenOver: @escaping @Sendable () -> Void) {
        self.job = job
        self.begunAt = begunAt
        self.limit = limit
        self.whenOver = whenOver
    }

    var key: AttemptKey { job.key }

    /// Whether it has run for longer than it may.
    func isOverdue(at now: ContinuousClock.Instant) -> Bool { now - begunAt >= limit }

    func isRun(by handler: Task<Void, Never>) {
        let isStopped = state.withLock { state in
            state.handler = handler
            return state.stop != nil
        }
        if isStopped { handler.cancel() }
    }

    /// Tells the handler to stop. The first cause counts.
    func stop(_ cause: StopCause, at now: ContinuousClock.Instant = .now) {
        state.withLock { state -> Task<Void, Never>? in
            guard state.stop == nil, !state.hasEnded else { return nil }
            state.stop = (cause, now)
            return state.handler
        }?.cancel()
    }

    /// True for whoever comes first.
    func takeEnd() -> Bool {
        state.withLock { state in
            defer { state.hasEnded = true }
            return !state.hasEnded
        }
    }

    /// Whether the handler was told to stop so long ago, and nobody has taken the end.
    func goesOn(sinceStopBefore limit: ContinuousClock.Instant) -> Bool {
        state.withLock { state in !state.hasEnded && state.stop.map { $0.at <= limit } ?? false }
    }

    var stopCause: StopCause? { state.withLock { $0.stop?.cause } }
}
