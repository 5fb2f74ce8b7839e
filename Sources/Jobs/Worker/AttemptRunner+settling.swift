import Postgres

extension AttemptRunner {
    /// Writes what an attempt came to, and tells it.
    func settle(_ ending: Ending, _ handler: AnyHandler, _ job: ClaimedJob, _ ran: Duration) async {
        switch ending {
        case .outcome(.commit), .outcome(.discard): break
        // Of a job that goes back in line, the next attempt would leave its handler's last words unwritten.
        default: await parts.reports.write()
        }
        do throws(PostgresError) {
            switch ending {
            case .outcome(.commit(let effect)):
                try await commit(effect.following(job), job, ran)
            case .outcome(.snooze(let delay)):
                tellSnoozed(job, delay, try await parts.settler.snooze(job.key, for: delay))
            case .outcome(.discard(let reason)):
                try await fail(job, handler, reason: reason, isPermanent: true, ran)
            case .failure(let error):
                try await fail(job, handler, reason: failureCode(of: error), isPermanent: error is any PermanentFailure, ran)
            case .stopped(.timeout):
                try await fail(job, handler, reason: "job.timeout", isPermanent: false, ran)
            case .stopped:
                await giveBack(job)
            case .alone(.died(let signal)):
                // Seen by its parent, alone in its process: it is the job.
                try await fail(job, handler, reason: "job.poison.\(signal)", isPermanent: true, ran)
            case .alone(let end):
                if case .gaveUp(let reason) = end { parts.events.emit(.isolationFailed(job, reason: reason)) }
                // When the child has settled the job, this writes nothing.
                let delay = parts.settings.isolationPause
                if let state = try await parts.settler.snooze(job.key, for: delay) { tellSnoozed(job, delay, state) }
            }
        } catch {
            await settlingFailed(error, handler, job, ran)
        }
    }

    private func commit(_ effect: Effect, _ job: ClaimedJob, _ ran: Duration) async throws(PostgresError) {
        FaultPoint.beforeSettle.reach()
        FaultPoint.settleSent.reach()
        guard try await parts.settler.commit(effect, for: job.key) == .done else { return parts.events.emit(.stale(job)) }
        FaultPoint.afterSettle.reach()
        parts.events.emit(.completed(job, ran: ran))
        await wake(Set(effect.followUps.filter { $0.delay == nil }.map(\.queue) + effect.queues))
    }

    private func fail(
        _ job: ClaimedJob, _ handler: AnyHandler, reason: String, isPermanent: Bool, _ ran: Duration
    ) async throws(PostgresError) {
        var generator = SystemRandomNumberGenerator()
        let delay = handler.kind.backoff.delay(afterAttempt: job.attempt, using: &generator)
        let isLast = isPermanent || job.attempt >= job.maxAttempts
        let failure = FailAttempt(attempt: job.key, reason: reason, isPermanent: isPermanent, delay: delay)
        let state = try await parts.settler.fail(
            failure, alongside: isLast ? handler.whenDiscarded(job, reason) : PostgresBatch())
        parts.events.emit(state.map { .failed(job, reason: reason, state: $0, ran: ran) } ?? .stale(job))
    }

    /// What was to be written is refused, say by a constraint or because it takes too long: the attempt has failed. But an
    /// outage is nobody's failure.
    private func settlingFailed(_ error: PostgresError, _ handler: AnyHandler, _ job: ClaimedJob, _ ran: Duration) async {
        parts.events.emit(.settleFailed(job, reason: "\(error)"))
        guard !error.isOutage else { return parts.attempts.doubt() }
        do throws(PostgresError) {
            try await fail(job, handler, reason: error.failureCode, isPermanent: false, ran)
        } catch {
            parts.attempts.doubt()
        }
    }

    /// Puts the job back in line, its attempt not counted. When the database is away, upkeep does it once it is back, or
    /// recovery if the lease is gone by then.
    func giveBack(_ job: ClaimedJob) async {
        do throws(PostgresError) {
            switch try await parts.settler.release(job.key) {
            case "available": parts.events.emit(.released(count: 1))
            case "cancelled": parts.events.emit(.cancelled(job))
            default: parts.events.emit(.stale(job))
            }
        } catch {
            parts.attempts.doubt()
        }
    }

    func snooze(_ job: ClaimedJob, for delay: Duration) async {
        do throws(PostgresError) {
            tellSnoozed(job, delay, try await parts.settler.snooze(job.key, for: delay))
        } catch {
            parts.attempts.doubt()
        }
    }

    /// Nobody here can run it alone: it waits for a process that can.
    func waitForIsolation(_ job: ClaimedJob) async { await snooze(job, for: parts.settings.isolationPause) }

    private func tellSnoozed(_ job: ClaimedJob, _ delay: Duration, _ state: String?) {
        switch state {
        case "scheduled": parts.events.emit(.snoozed(job, for: delay))
        case "cancelled": parts.events.emit(.cancelled(job))
        default: parts.events.emit(.stale(job))
        }
    }

    private func wake(_ queues: Set<String>) async {
        for queue in queues.sorted() {
            parts.bells.ring(queue)
            if !parts.settings.queues.contains(queue) { _ = try? await parts.queuePool.execute(RingBell(queue: queue)) }
        }
    }

    private func failureCode(of error: any Error) -> String {
        switch error {
        case let error as any CodedFailure: error.code
        case let error as PostgresError: error.failureCode
        default: "job.failed.\(type(of: error))"
        }
    }
}
