@testable import Jobs
import Postgres
import TestSupport
import Testing

/// Invariant 10: a database that falls silent keeps nothing waiting for longer than a part of the lease.
@Suite struct DeadlineTests {
    @Test func loopsGoRoundThoughNothingAnswersAndWorkGoesOnWhenItDoes() async throws {
        try await QueueHarness.run { queue in
            try await WireProxy.run(to: queue.database.server) { proxy in
                let runs = Counter()
                let gate = Gate()
                let parts = queue.parts(
                    [
                        Scripted { context in
                            if runs.next() == 1 { try await gate.arrive() }
                            return .effect(of: context)
                        }
                    ], through: proxy
                ) { $0.lease = .seconds(3) }
                try await queue.process(parts) {
                    let job = try await queue.enqueue(Scripted.kind)
                    await gate.untilReached()
                    proxy.turn(.silent)
                    try await queue.wait(for: "the lease to lapse") { await parts.lease.incarnation == nil }
                    let silence = ContinuousClock.now
                    // Rounds that ended after the silence began, with an error: the watchdog is fed, nothing hangs.
                    try await queue.wait(for: "further rounds") {
                        let since = ContinuousClock.now - silence
                        return since > .seconds(1) && parts.progress.isAlive(within: since)
                    }
                    proxy.turn(.fair)
                    let row = try await queue.wait(for: job) { $0.state == "completed" }
                    #expect(row.attempt == 1)
                    #expect(row.deaths == 0)
                }
                #expect(runs.count == 2)
                #expect(try await queue.count("select from fieldwork_store.effects") == 1)
                #expect(try await queue.count("select from fieldwork_jobs.job_events where event not in ('released')") == 0)
            }
        }
    }

    @Test func whatTheQueueAsksHasALimitWithinTheLease() async throws {
        try await QueueHarness.run { queue in
            let parts = queue.parts([]) { $0.lease = .seconds(6) }
            for pool in [parts.queuePool, parts.leasePool] {
                #expect(pool.configuration.roundTripTimeout <= .seconds(2))
                #expect(pool.configuration.connectTimeout <= .seconds(2))
                #expect(pool.acquireTimeout <= .seconds(2))
            }
        }
    }

    /// Sessions that an administrator ends, all of them, again and again.
    @Test func endedSessionsCostNothingButTime() async throws {
        try await QueueHarness.run { queue in
            let parts = queue.parts([Scripted { .effect(of: $0) }])
            try await queue.process(parts) {
                for _ in 1...5 {
                    try await queue.run(FlatClaimTests.ready(20))
                    try await queue.run(
                        "select pg_terminate_backend(pid) from pg_stat_activity where usename = '\(QueueHarness.worker)' and datname = current_database()"
                    )
                }
                try await queue.wait(for: "all") {
                    try await queue.count("select from fieldwork_jobs.jobs where state <> 'completed'") == 0
                }
            }
            #expect(try await queue.count("select from fieldwork_store.effects") == 100)
            #expect(try await queue.count("select from fieldwork_jobs.jobs where attempt <> 1 or deaths <> 0") == 0)
        }
    }
}
