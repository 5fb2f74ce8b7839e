@testable import Jobs
import Logging
import Postgres
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

/// Invariants 5 and 13: a stop costs no attempt, and comes down the ladder rung by rung.
@Suite struct StoppingTests {
    @Test func aSoftStopLetsRunningJobsFinish() async throws {
        try await QueueHarness.run { queue in
            let gate = Gate()
            let parts = queue.parts([Scripted.waiting(at: gate) { .effect(of: $0) }]) {
                $0.softStop = .seconds(60)
                // Renewed more often than the test looks, so that a silent loop is one that claims.
                $0.lease = .seconds(3)
            }
            let group = ServiceGroup(configuration: .init(services: parts.services, logger: .silent))
            async let running: Void = group.run()
            let job = try await queue.enqueue(Scripted.kind)
            await gate.untilReached()
            await group.triggerGracefulShutdown()
            try await queue.wait(for: "claims to end") { !parts.progress.isAlive(within: .seconds(2)) }
            let next = try await queue.enqueue(Scripted.kind)
            gate.open()
            try await running
            #expect(try await queue.state(of: job).state == "completed")
            #expect(try await queue.state(of: next).state == "available")
            #expect(try await queue.state(of: next).token == nil)
            #expect(try await queue.count("select from fieldwork_jobs.incarnations where ended_at is null") == 0)
        }
    }

    @Test func aJobThatDoesNotFinishInTimeGoesBackUncounted() async throws {
        try await QueueHarness.run { queue in
            let gate = Gate()
            let parts = queue.parts([
                Scripted { _ in
                    // Ends only when it is cancelled.
                    try await gate.arrive()
                    return .commit(.none)
                }
            ]) { $0.softStop = .zero }
            let job = try await queue.process(parts) {
                let job = try await queue.enqueue(Scripted.kind)
                await gate.untilReached()
                return job
            }
            let row = try await queue.state(of: job)
            #expect(row.state == "available")
            #expect(row.attempt == 0)
            #expect(row.deaths == 0)
            #expect(try await queue.count("select from fieldwork_jobs.job_events where event = 'released'") == 1)
            #expect(try await queue.count("select from fieldwork_jobs.job_events where event <> 'released'") == 0)
            // Cancelled by a stop is no failure, and nothing to be alarmed at.
            #expect(queue.log.lines.allSatisfy { $0.level < .warning })
            #expect(parts.attempts.isEmpty)
        }
    }

    @Test func aHandlerThatDoesNotListenIsLeftBehind() async throws {
        try await QueueHarness.run { queue in
            let blocked = Blockade()
            let wasTold = Mutex(false)
            let parts = queue.parts(
                [
                    Scripted { context in
                        blocked.wait()
                        return .effect(of: context)
                    }
                ]
            ) {
                $0.softStop = .zero
                $0.cancelWait = .milliseconds(100)
            } onStuckHandlers: {
                // Where the daemon would exit; here the handler is let go, and comes too late.
                wasTold.withLock { $0 = true }
                blocked.lift()
            }
            let job = try await queue.process(parts) {
                let job = try await queue.enqueue(Scripted.kind)
                try await queue.wait(for: "the handler") { blocked.waiting == 1 }
                return job
            }
            #expect(wasTold.withLock { $0 })
            let row = try await queue.state(of: job)
            #expect(row.state == "available")
            #expect(row.attempt == 0)
            #expect(try await queue.count("select from fieldwork_store.effects") == 0)
            #expect(queue.log.lines("handler does not stop, its attempt ends without it").count == 1)
            #expect(parts.attempts.stuck == 0)
        }
    }

    /// One queue's long job must not let the others go on claiming.
    @Test func allQueuesStopTogether() async throws {
        try await QueueHarness.run { queue in
            let gate = Gate()
            let parts = queue.parts([
                Scripted { context in
                    if context.job.queue == "slow" { try await gate.arrive() }
                    return .effect(of: context)
                }
            ]) {
                $0.queues = ["fast", "slow", "other"]
                $0.softStop = .seconds(60)
                $0.lease = .seconds(3)
            }
            let group = ServiceGroup(configuration: .init(services: parts.services, logger: .silent))
            async let running: Void = group.run()
            let slow = try await queue.enqueue(Scripted.kind) { $0.queue = "slow" }
            await gate.untilReached()
            let fast = try await queue.enqueue(Scripted.kind) { $0.queue = "fast" }
            try await queue.wait(for: fast) { $0.state == "completed" }
            await group.triggerGracefulShutdown()
            try await queue.wait(for: "claims to end") { !parts.progress.isAlive(within: .seconds(2)) }
            let late = try await queue.enqueue(Scripted.kind) { $0.queue = "fast" }
            gate.open()
            try await running
            #expect(try await queue.state(of: slow).state == "completed")
            #expect(try await queue.state(of: late).state == "available")
        }
    }

    /// A service that fails takes the others down by cancelling them: what runs is given back if there is still a way to.
    @Test func aCancelledWorkerGivesBackWhatItRuns() async throws {
        try await QueueHarness.run { queue in
            let gate = Gate()
            let parts = queue.parts([Scripted.waiting(at: gate)])
            try await withThrowingTaskGroup { pools in
                for pool in [parts.queuePool, parts.handlerPool, parts.leasePool] { pools.addTask { try await pool.run() } }
                let work = Task {
                    try await withThrowingTaskGroup { group in
                        group.addTask { try await parts.lease.run() }
                        group.addTask { try await Workers(parts: parts).run() }
                        try await group.waitForAll()
                    }
                }
                let job = try await queue.enqueue(Scripted.kind)
                await gate.untilReached()
                work.cancel()
                try await work.value
                let row = try await queue.state(of: job)
                #expect(row.state == "available")
                #expect(row.attempt == 0)
                #expect(row.deaths == 0)
                pools.cancelAll()
            }
        }
    }

    /// A claim is a start; but the release before has them apart.
    @Test func aDeathBeforeTheStartIsNotHeldAgainstTheJob() async throws {
        try await QueueHarness.run { queue in
            for _ in 1...2 { try await queue.enqueue(Scripted.kind) }
            let process = try await queue.begin()
            let started = try await queue.claim(for: process)[0].id
            let unstarted = try await queue.claim(for: process)[0].id
            try await queue.run("update fieldwork_jobs.jobs set started_at = null where id = \(unstarted)")
            try await queue.expire(process)
            try await queue.recover()
            #expect(try await queue.state(of: started).deaths == 1)
            #expect(try await queue.state(of: unstarted).deaths == 0)
            #expect(try await queue.count("select from fieldwork_jobs.jobs where attempt <> 0") == 0)
        }
    }

    @Test func aDatabaseThatIsAwayDoesNotKeepAProcessFromStopping() async throws {
        try await QueueHarness.run { queue in
            try await WireProxy.run(to: queue.database.server) { proxy in
                let gate = Gate()
                let parts = queue.parts(
                    [Scripted.waiting(at: gate)], through: proxy
                ) {
                    $0.lease = .seconds(2)
                    $0.softStop = .zero
                }
                try await queue.process(parts) {
                    try await queue.enqueue(Scripted.kind)
                    await gate.untilReached()
                    proxy.turn(.silent)
                }
                #expect(parts.attempts.isEmpty)
            }
        }
    }
}
