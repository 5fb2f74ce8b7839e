import Foundation
import Postgres

/// Runs one attempt from its claim to its settlement.
struct AttemptRunner: Sendable {
    let parts: JobParts
    /// Marks attempts as started, many in one round trip.
    let starter: Coalescer<AttemptKey>
    /// Completes attempts that write nothing else, many in one round trip.
    let completer: Coalescer<AttemptKey>

    init(parts: JobParts) {
        self.parts = parts
        starter = Coalescer(limit: 500) { [settler = parts.settler] attempts in try await settler.start(attempts) }
        completer = Coalescer(limit: 500) { [settler = parts.settler] attempts in try await settler.complete(attempts) }
    }

    /// How an attempt's own part of it ended.
    enum Ending: Sendable {
        case outcome(Outcome)
        case failure(any Error)
        case alone(IsolatedEnd)
        case stopped(RunningAttempts.StopCause)
    }

    /// Runs a claimed job that was registered with ``RunningAttempts``; returns when nothing of it runs any more. A task that
    /// is cancelled stops the attempt as a shutdown does, and sees its settlement through.
    func run(_ job: ClaimedJob, _ stops: AsyncStream<RunningAttempts.StopCause>) async {
        await withTaskCancellationHandler {
            await Shielded.run {
                await attempt(job, stops)
                parts.attempts.end(job.key)
            }
        } onCancel: {
            parts.attempts.stop(job.key, .shutdown)
        }
    }

    private func attempt(_ job: ClaimedJob, _ stops: AsyncStream<RunningAttempts.StopCause>) async {
        guard let handler = parts.catalog[job.kind] else { return await giveBack(job) }
        guard !job.needsIsolation || parts.isolation != nil else { return await waitForIsolation(job) }
        do {
            guard try await start(job.key) else { return parts.events.emit(.stale(job)) }
        } catch {
            // Later, so that a database which refuses this is not asked over and over.
            return await snooze(job, for: .seconds(1))
        }
        FaultPoint.afterStart.reach()
        if job.needsIsolation, let isolation = parts.isolation {
            parts.events.emit(.isolated(job))
            // The child keeps the kind's time limit itself; this one is for a child that cannot.
            let limit = handler.kind.timeout + parts.settings.cancelWait + parts.settings.lease
            await run(job, handler, stops, limit: limit) { .alone(await isolation.run(job)) }
        } else {
            await runHere(job, handler, stops)
        }
    }

    private func start(_ key: AttemptKey) async throws -> Bool {
        if try await starter(key) { return true }
        return try await parts.settler.start(key) == .done
    }

    /// Runs the handler in this process and settles what it makes of the job.
    func runHere(_ job: ClaimedJob, _ handler: AnyHandler, _ stops: AsyncStream<RunningAttempts.StopCause>) async {
        let context = JobContext(job: job, database: parts.handlerPool)
        await run(job, handler, stops, limit: handler.kind.timeout) {
            do {
                return .outcome(try await handler.run(context))
            } catch {
                return .failure(error)
            }
        }
    }

    /// Runs `body` until it ends, is told to stop or exceeds its time, and settles. A body that does not end soon after it
    /// was told to is settled without: the job can go on elsewhere, and the fence keeps out what it may still come up with.
    private func run(
        _ job: ClaimedJob, _ handler: AnyHandler, _ stops: AsyncStream<RunningAttempts.StopCause>, limit: Duration,
        _ body: @escaping @Sendable () async -> Ending
    ) async {
        let start = ContinuousClock.now
        let (endings, ended) = AsyncStream.makeStream(of: Ending.self)
        await withDiscardingTaskGroup { group in
            group.addTask(executorPreference: parts.executor) { ended.yield(await body()) }
            group.addTask { for await cause in stops { ended.yield(.stopped(cause)) } }
            group.addTask {
                if (try? await Task.sleep(for: limit)) != nil { ended.yield(.stopped(.timeout)) }
            }
            var ending = await endings.first { _ in true } ?? .stopped(.shutdown)
            group.cancelAll()
            if case .stopped = ending {
                switch await Self.ending(of: endings, within: parts.settings.cancelWait) {
                // One that finished all the same has its outcome settled: the fence decides whether it still may.
                case .outcome(let outcome): ending = .outcome(outcome)
                case nil:
                    parts.attempts.handlerIsStuck(job.key)
                    parts.events.emit(.stuck(job))
                default: break
                }
            }
            await settle(ending, handler, job, ContinuousClock.now - start)
            parts.attempts.end(job.key)
        }
        parts.attempts.handlerEnded(job.key)
    }

    /// What the body itself ended with, if it ends in time.
    private static func ending(of endings: AsyncStream<Ending>, within limit: Duration) async -> Ending? {
        await withTaskGroup(of: Ending?.self) { group in
            group.addTask {
                await endings.first { if case .stopped = $0 { false } else { true } }
            }
            group.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}
