import Postgres

/// Runs attempts, each from its claim to its settlement.
struct AttemptRunner: Sendable {
    let parts: JobParts
    /// Attempts that write nothing but their completion: many are completed in one round trip.
    private let completions = Coalescer<Attempt>(limit: Claimer.limit)

    init(parts: JobParts) {
        self.parts = parts
    }

    /// How an attempt's own part of it ended.
    enum Ending: Sendable {
        case outcome(Outcome)
        case failure(any Error)
        case alone(IsolatedEnd)
        case stopped(Attempt.StopCause)
    }

    /// Keeps time and completes attempts while `body` runs, which returns when none is left. Not part of the caller's task: an
    /// attempt is seen through to its end though that is cancelled.
    func serve(_ body: () async -> Void) async {
        let time = Task { await keepTime() }
        // One batch on its way to the disk, and a second when there is much to complete.
        let completing = [1, Claimer.limit / 4].map { waiting in
            Task { await completions.run(waiting: waiting) { await complete($0) } }
        }
        await body()
        completions.close()
        for task in completing { await task.value }
        time.cancel()
    }

    /// Begins an attempt at a claimed job. `whenOver` is called when it is settled and nothing of it runs any more.
    func begin(_ job: ClaimedJob, whenOver: @escaping @Sendable () -> Void) {
        guard let handler = parts.catalog[job.kind] else { return settleUnrun(job, whenOver) { await giveBack(job) } }
        guard job.needsIsolation else { return runHere(job, handler, whenOver: whenOver) }
        guard let isolation = parts.isolation else { return settleUnrun(job, whenOver) { await waitForIsolation(job) } }
        parts.events.emit(.isolated(job))
        // The child keeps the kind's time limit itself; this one is for a child that cannot.
        let limit = handler.kind.timeout + parts.settings.cancelWait + parts.settings.lease
        run(job, handler, limit: limit, whenOver) { .alone(await isolation.run(job)) }
    }

    /// Runs the handler in this process.
    func runHere(_ job: ClaimedJob, _ handler: AnyHandler, whenOver: @escaping @Sendable () -> Void) {
        let context = JobContext(job: job, database: parts.handlerPool, reports: parts.reports)
        run(job, handler, limit: handler.kind.timeout, whenOver) {
            do {
                return .outcome(try await handler.run(context))
            } catch {
                return .failure(error)
            }
        }
    }

    private func run(
        _ job: ClaimedJob, _ handler: AnyHandler, limit: Duration, _ whenOver: @escaping @Sendable () -> Void,
        _ body: @escaping @Sendable () async -> Ending
    ) {
        let attempt = Attempt(job, begunAt: .now, limit: limit, whenOver: whenOver)
        parts.attempts.begin(attempt)
        attempt.isRun(
            by: Task(executorPreference: parts.executor) {
                FaultPoint.afterStart.reach()
                let ending = await body()
                guard attempt.takeEnd() else { return parts.attempts.stuckHandlerEnded(attempt) }
                end(attempt, handler, ending)
            })
    }

    /// Registered all the same, so that nobody takes it for a claim that nobody looks after.
    private func settleUnrun(
        _ job: ClaimedJob, _ whenOver: @escaping @Sendable () -> Void, _ settle: @escaping @Sendable () async -> Void
    ) {
        let attempt = Attempt(job, begunAt: .now, limit: .seconds(3600), whenOver: whenOver)
        _ = attempt.takeEnd()
        parts.attempts.begin(attempt)
        Task {
            await settle()
            parts.attempts.end(attempt)
        }
    }

    /// Has an attempt settled whose end was taken, on other threads than the handlers'.
    private func end(_ attempt: Attempt, _ handler: AnyHandler, _ ending: Ending) {
        let ran = ContinuousClock.now - attempt.begunAt
        var ending = ending
        switch ending {
        // One that finished although it was told to stop has its outcome settled: the fence decides whether it still may.
        case .outcome(.commit(let effect)) where effect.isEmpty:
            FaultPoint.beforeSettle.reach()
            if completions.add(attempt) { return }
        case .outcome: break
        default: if let cause = attempt.stopCause { ending = .stopped(cause) }
        }
        Task { [ending] in
            await settle(ending, handler, attempt.job, ran)
            parts.attempts.end(attempt)
        }
    }

    /// Completes many at once; those that this leaves are settled alone.
    private func complete(_ attempts: [Attempt]) async {
        FaultPoint.settleSent.reach()
        let granted = Set((try? await parts.settler.complete(attempts.map(\.key))) ?? [])
        FaultPoint.afterSettle.reach()
        let now = ContinuousClock.now
        for attempt in attempts {
            let ran = now - attempt.begunAt
            if granted.contains(attempt.key) {
                parts.events.emit(.completed(attempt.job, ran: ran))
                parts.attempts.end(attempt)
            } else if let handler = parts.catalog[attempt.job.kind] {
                Task {
                    await settle(.outcome(.commit(.none)), handler, attempt.job, ran)
                    parts.attempts.end(attempt)
                }
            }
        }
    }

    /// Stops attempts that run for longer than they may, and gives up on handlers that were told to stop and go on: their jobs
    /// can go on elsewhere, and the fence keeps out what they may still come up with.
    private func keepTime() async {
        while !Task.isCancelled {
            let now = ContinuousClock.now
            let attempts = parts.attempts.all
            for attempt in attempts {
                if attempt.isOverdue(at: now) { attempt.stop(.timeout, at: now) }
                guard let cause = attempt.stopCause, attempt.goesOn(sinceStopBefore: now - parts.settings.cancelWait),
                    let handler = parts.catalog[attempt.job.kind]
                else { continue }
                // First the mark, then the end: a handler that ends at this very moment finds the one or takes the other.
                parts.attempts.handlerIsStuck(attempt)
                guard attempt.takeEnd() else {
                    parts.attempts.stuckHandlerEnded(attempt)
                    continue
                }
                parts.events.emit(.stuck(attempt.job))
                end(attempt, handler, .stopped(cause))
            }
            try? await Task.sleep(for: .milliseconds(attempts.isEmpty ? 500 : 50))
        }
    }
}
