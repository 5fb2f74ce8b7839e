import Foundation
import Postgres
import ServiceLifecycle

/// Takes the jobs of one queue and runs them, as many at once as there are slots.
struct Worker {
    let queue: String
    let parts: JobParts

    func run() async {
        let stop = StopSignal()
        let runner = AttemptRunner(parts: parts)
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                group.addTask { await runner.starter.run() }
                group.addTask { await runner.completer.run() }
                await withDiscardingTaskGroup { running in
                    await claim(until: stop) { job, slots in
                        running.addTask {
                            await runner.run(job)
                            slots.giveBack()
                        }
                    }
                    await stopRunning()
                }
                await runner.starter.close()
                await runner.completer.close()
            }
        } onGracefulShutdown: {
            stop.set()
            parts.bells.ring(queue)
        }
    }

    /// Claims while there is room, and parks when there is nothing to claim.
    private func claim(until stop: StopSignal, start: (ClaimedJob, Slots) -> Void) async {
        var claimer = Claimer(
            queue: queue, kinds: parts.catalog.kinds, pool: parts.queuePool, sweepInterval: parts.settings.pollFloor)
        let slots = Slots(parts.settings.concurrency)
        let outage = OutageLog("claim", parts.events)
        var failures = 0
        while !stop.isSet, !Task.isCancelled {
            parts.progress.wentRound(.claim(queue: queue))
            guard slots.free > 0 else {
                await slots.untilFree(upTo: parts.settings.pollFloor)
                continue
            }
            guard let incarnation = await parts.lease.incarnation else {
                await sleep(.milliseconds(50))
                continue
            }
            parts.bells.clear(queue)
            do {
                var jobs = try await claimer.claim(slots.free, for: incarnation)
                if jobs.isEmpty, await parts.doorbell.hang(queue) {
                    // What was enqueued before the bell hung did not ring.
                    jobs = try await claimer.claim(slots.free, for: incarnation)
                }
                outage.succeeded()
                parts.progress.claimed(queue, succeeded: true)
                failures = 0
                if jobs.isEmpty {
                    await sleep(parts.settings.pollFloor * Double.random(in: 0.8...1))
                } else {
                    await parts.doorbell.takeDown(queue)
                    parts.events.emit(.claimed(count: jobs.count, queue: queue))
                    slots.take(jobs.count)
                    for job in jobs { start(job, slots) }
                }
            } catch {
                outage.failed(error)
                parts.progress.claimed(queue, succeeded: false)
                failures += 1
                await sleep(min(.milliseconds(50) * (1 << min(failures, 6)), .seconds(2)) * Double.random(in: 0.5...1))
            }
        }
        await parts.doorbell.takeDown(queue)
    }

    private func sleep(_ limit: Duration) async { _ = await parts.bells.sleep(queue, upTo: limit) }

    /// The ladder after a stop was asked for: let running jobs finish, cancel them, give back what is left.
    private func stopRunning() async {
        let attempts = parts.attempts
        await wait(parts.settings.softStop) { attempts.isEmpty }
        if attempts.isEmpty { return }
        attempts.stopAll(.shutdown)
        await wait(parts.settings.cancelWait) { attempts.isEmpty }
        let left = attempts.keys
        if left.isEmpty { return }
        // Their handlers do not listen. Whoever ends the process ends them; the jobs are others' from here.
        let released = await Shielded.run { [settler = parts.settler] in (try? await settler.release(left)) ?? [] }
        parts.events.emit(.released(count: released.count))
        parts.onStuckHandlers()
    }

    private func wait(_ limit: Duration, until isDone: () -> Bool) async {
        let end = ContinuousClock.now + limit
        while !isDone(), ContinuousClock.now < end { try? await Task.sleep(for: .milliseconds(20)) }
    }
}
