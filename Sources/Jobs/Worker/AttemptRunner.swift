import Foundation
import Postgres

/// Runs one attempt from its claim to its settlement.
struct AttemptRunner: Sendable {
    let parts: JobParts
    /// Marks attempts as started, many in one round trip.
    let starter: Coalescer<AttemptKey, AttemptKey>
    /// Completes attempts that write nothing else, many in one round trip.
    let completer: Coalescer<AttemptKey, AttemptKey>

    init(parts: JobParts) {
        self.parts = parts
        starter = Coalescer(limit: 500) { [pool = parts.queuePool] attempts in
            let held = try await pool.execute(MarkStarted(attempts: attempts))
            return Dictionary(uniqueKeysWithValues: held.map { ($0, $0) })
        }
        completer = Coalescer(limit: 500) { [settler = parts.settler] attempts in
            Dictionary(uniqueKeysWithValues: try await settler.complete(attempts).map { ($0, $0) })
        }
    }

    /// How the handler's part of an attempt ended.
    private enum Ending: Sendable {
        case outcome(Outcome)
        case failure(any Error)
        case stopped(RunningAttempts.StopCause)
    }

    func run(_ job: ClaimedJob) async {
        let stops = parts.attempts.begin(job)
        defer { parts.attempts.end(job.key) }
        do {
            guard try await starter(job.key) != nil else {
                parts.events.emit(.stale(job))
                return
            }
        } catch {
            await giveBack(job)
            return
        }
        if job.needsIsolation {
            await runAlone(job, stops)
        } else {
            await runHere(job, stops)
        }
    }

    /// Runs the handler in this process and settles what it makes of the job.
    func runHere(_ job: ClaimedJob, _ stops: AsyncStream<RunningAttempts.StopCause>) async {
        guard let handler = parts.catalog[job.kind] else { return await giveBack(job) }
        let start = ContinuousClock.now
        let ending = await execute(handler, job, stops)
        let ran = ContinuousClock.now - start
        do {
            try await settle(ending, handler.kind, job, ran)
        } catch {
            parts.events.emit(.settleFailed(job, reason: "\(error)"))
            if error.mayPass {
                await giveBack(job)
            } else {
                // The effect itself is refused, say by a constraint: the attempt has failed.
                await fail(job, handler.kind, reason: error.failureCode, isPermanent: false, ran)
            }
        }
    }

    private func execute(
        _ handler: AnyHandler, _ job: ClaimedJob, _ stops: AsyncStream<RunningAttempts.StopCause>
    ) async -> Ending {
        await withTaskGroup(of: Ending.self) { group in
            group.addTask(executorPreference: parts.executor) {
                do {
                    return .outcome(try await handler.run(JobContext(job: job, database: parts.handlerPool)))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                for await cause in stops { return .stopped(cause) }
                return .stopped(.shutdown)
            }
            group.addTask {
                try? await Task.sleep(for: handler.kind.timeout)
                return .stopped(.timeout)
            }
            let first = await group.next()!
            group.cancelAll()
            guard case .stopped = first else { return first }
            // A handler that finished all the same has its outcome settled: the fence decides whether it still may.
            for await other in group { if case .outcome = other { return other } }
            return first
        }
    }

    private func settle(_ ending: Ending, _ kind: JobKind, _ job: ClaimedJob, _ ran: Duration) async throws(PostgresError) {
        switch ending {
        case .outcome(.commit(let effect)) where effect.isEmpty:
            do {
                parts.events.emit(try await completer(job.key) != nil ? .completed(job, ran: ran) : .stale(job))
            } catch {
                throw (error as? PostgresError) ?? PostgresError(.cancelled)
            }
        case .outcome(.commit(let effect)):
            let result = try await parts.settler.commit(effect, for: job.key)
            parts.events.emit(result == .done ? .completed(job, ran: ran) : .stale(job))
            if result == .done { await wake(for: effect.followUps) }
        case .outcome(.snooze(let delay)):
            let result = try await parts.settler.putBack(job.key, .snoozed, delay: delay)
            parts.events.emit(result == .done ? .snoozed(job, for: delay) : .stale(job))
        case .outcome(.discard(let reason)):
            await fail(job, kind, reason: reason, isPermanent: true, ran)
        case .failure(let error):
            await fail(job, kind, reason: failureCode(of: error), isPermanent: error is any PermanentFailure, ran)
        case .stopped(.timeout):
            await fail(job, kind, reason: "job.timeout", isPermanent: false, ran)
        case .stopped(.cancelRequested):
            let result = try await parts.settler.putBack(job.key, .cancelled)
            parts.events.emit(result == .done ? .cancelled(job) : .stale(job))
        case .stopped(.shutdown), .stopped(.leaseLost):
            await giveBack(job)
        }
    }

    private func fail(_ job: ClaimedJob, _ kind: JobKind, reason: String, isPermanent: Bool, _ ran: Duration) async {
        var generator = SystemRandomNumberGenerator()
        let delay = kind.backoff.delay(afterAttempt: job.attempt, using: &generator)
        do {
            let state = try await parts.settler.fail(job.key, reason: reason, isPermanent: isPermanent, delay: delay)
            parts.events.emit(state.map { .failed(job, reason: reason, state: $0, ran: ran) } ?? .stale(job))
        } catch {
            parts.events.emit(.settleFailed(job, reason: "\(error)"))
            await giveBack(job)
        }
    }

    /// Puts the job back in line, its attempt not counted, and keeps trying while the lease is ours: once it is not, recovery
    /// does it.
    private func giveBack(_ job: ClaimedJob) async {
        let released = await Shielded.run { [parts] () -> Bool? in
            var pause = Duration.milliseconds(100)
            while true {
                if let released = try? await parts.settler.release([job.key]) { return !released.isEmpty }
                if await parts.lease.incarnation != job.incarnation { return nil }
                try? await Task.sleep(for: pause)
                pause = min(pause * 2, .seconds(1))
            }
        }
        switch released {
        case true: parts.events.emit(.released(count: 1))
        case false: parts.events.emit(.stale(job))
        default: break
        }
    }

    /// Runs the job in a child process of its own, where it can take nobody with it.
    private func runAlone(_ job: ClaimedJob, _ stops: AsyncStream<RunningAttempts.StopCause>) async {
        guard let isolation = parts.isolation, let kind = parts.catalog[job.kind]?.kind else {
            // Nobody here can run it alone: it waits for a process that can.
            _ = try? await parts.settler.putBack(job.key, .snoozed, delay: .seconds(30))
            return
        }
        parts.events.emit(.isolated(job))
        let start = ContinuousClock.now
        let end = await withTaskGroup(of: IsolatedEnd?.self) { group in
            group.addTask { await isolation.run(job) }
            group.addTask {
                for await _ in stops { return nil }
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        switch end {
        case .settled:
            break
        case .died(let signal):
            // Seen by its parent, alone in its process: it is the job.
            await fail(job, kind, reason: "job.poison.\(signal)", isPermanent: true, ContinuousClock.now - start)
        case .killed, .notStarted, nil:
            await giveBack(job)
        }
    }

    private func wake(for followUps: [NewJob]) async {
        for queue in Set(followUps.filter { $0.delay == nil }.map(\.queue)).sorted() {
            if parts.settings.queues.contains(queue) {
                parts.bells.ring(queue)
            } else {
                _ = try? await parts.queuePool.execute(RingBell(queue: queue))
            }
        }
    }

    private func failureCode(of error: any Error) -> String {
        switch error {
        case let error as any PermanentFailure: error.code
        case let error as PostgresError: error.failureCode
        default: "job.failed.\(type(of: error))"
        }
    }
}

extension PostgresError {
    /// What a job's record keeps of a database error.
    var failureCode: String { sqlState.map { "database.\($0)" } ?? "database.\(kind.rawValue)" }
}
