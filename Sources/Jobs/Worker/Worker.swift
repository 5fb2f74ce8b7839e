import Foundation
import Postgres

/// Claims the jobs of one queue, as many at once as there are slots.
struct Worker {
    let queue: String
    let parts: JobParts

    /// Claims while there is room, and parks when there is nothing to claim.
    func run(until stop: StopSignal, with runner: AttemptRunner) async {
        var claimer = Claimer(
            queue: queue, kinds: parts.catalog.kinds, pool: parts.queuePool, permits: parts.permits,
            sweepInterval: parts.settings.pollFloor, deadline: parts.settings.lease / 3)
        let slots = Slots(parts.settings.concurrency)
        let outage = OutageLog("claim", parts.events)
        var failures = 0
        while !stop.isSet, !Task.isCancelled {
            parts.progress.wentRound(.claim(queue: queue))
            guard slots.free > 0 else {
                await slots.untilFree(upTo: parts.settings.pollFloor)
                continue
            }
            let wasRung = parts.bells.take(queue)
            guard let incarnation = await parts.lease.incarnation else {
                // The lease rings when it is held, so that whatever rang before is looked for then.
                await parts.bells.sleep(queue, upTo: parts.settings.pollFloor)
                continue
            }
            do {
                let limit = min(slots.free, Claimer.limit)
                var jobs = try await claimer.claim(limit, for: incarnation, sweeping: wasRung)
                if jobs.isEmpty, await parts.doorbell.hang(queue) {
                    // What was enqueued before the bell hung did not ring.
                    jobs = try await claimer.claim(limit, for: incarnation, sweeping: true)
                }
                outage.succeeded()
                parts.progress.claimed(queue, succeeded: true)
                failures = 0
                if stop.isSet {
                    await giveBack(jobs)
                } else if jobs.isEmpty {
                    await parts.bells.sleep(queue, upTo: parts.settings.pollFloor * Double.random(in: 0.8...1))
                } else {
                    FaultPoint.afterClaim.reach()
                    slots.take(jobs.count)
                    for job in jobs {
                        runner.begin(job) {
                            // The loops may have parked with room to spare, for want of a permit.
                            if parts.permits.release(job.key) { parts.bells.nudgeAll() }
                            slots.giveBack()
                        }
                    }
                    parts.events.emit(.claimed(count: jobs.count, queue: queue))
                    await parts.doorbell.takeDown(queue)
                }
            } catch {
                // The claim may have been made, and its answer lost.
                parts.attempts.doubt()
                if !Task.isCancelled { outage.failed(error) }
                parts.progress.claimed(queue, succeeded: false)
                failures += 1
                let pause = min(.milliseconds(50) * (1 << min(failures, 6)), .seconds(2))
                try? await Task.sleep(for: pause * Double.random(in: 0.5...1))
            }
        }
        await parts.doorbell.takeDown(queue)
    }

    /// Told to stop while the claim was under way: its jobs go back unrun.
    private func giveBack(_ jobs: [ClaimedJob]) async {
        guard !jobs.isEmpty else { return }
        let released = await Shielded.run { [settler = parts.settler] in try? await settler.release(jobs.map(\.key)) }
        if let released { parts.events.emit(.released(count: released)) } else { parts.attempts.doubt() }
    }
}
