import Foundation
@testable import Jobs
import Postgres
import TestSupport
import Testing

/// Invariant 3, as far as one server that stays up shows it.
@Suite struct LeaseTests {
    @Test func aLostProcessIsRecoveredWithinItsLeaseAndASecond() async throws {
        try await QueueHarness.run { queue in
            // Of a kind that the recovering process does not know.
            let job = try await queue.enqueue(JobKind("unknown"))
            let lost = try await queue.begin(lease: .seconds(3))
            _ = try await queue.claim([JobKind("unknown")], for: lost)
            try await queue.process(queue.parts([])) {
                let row = try await queue.wait(for: job) { $0.state == "available" }
                #expect(row.attempt == 0)
            }
            // By the database's clock alone.
            let condition = """
                select e.at >= i.lease_until and e.at <= i.lease_until + interval '1 second'
                from fieldwork_jobs.incarnations i join fieldwork_jobs.job_events e on e.incarnation = i.id and e.event = 'recovered'
                where i.id = '\(lost)'
                """
            #expect(try await queue.holds("(\(condition))"))
        }
    }

    @Test func upkeepComesRoundOftenEnoughForThat() {
        let settings = JobSettings(host: "test", programVersion: "test")
        #expect(settings.lease == .seconds(15))
        #expect(settings.upkeepInterval * 1.1 < .seconds(1))
    }

    @Test func aLivingProcessKeepsItsJobsForLongerThanALease() async throws {
        try await QueueHarness.run { queue in
            let gate = Gate()
            let parts = queue.parts([Scripted.waiting(at: gate) { .effect(of: $0) }]) { $0.lease = .seconds(3) }
            try await queue.process(parts) {
                let job = try await queue.enqueue(Scripted.kind)
                await gate.untilReached()
                try await queue.wait(for: "a renewal beyond the first lease") {
                    try await queue.holds(
                        "(select lease_until > started_at + 2.2 * lease from fieldwork_jobs.incarnations where ended_at is null)")
                }
                gate.open()
                let row = try await queue.wait(for: job) { $0.state == "completed" }
                #expect(row.attempt == 1)
            }
            #expect(try await queue.count("select from fieldwork_jobs.job_events") == 0)
        }
    }

    /// Handlers that compute without pause on every thread they have cannot keep a renewal waiting.
    @Test func handlersThatBlockTheirThreadsDoNotCostTheLease() async throws {
        try await QueueHarness.run { queue in
            let blocked = Blockade()
            // As many as would block every thread of the common pool.
            let threads = ProcessInfo.processInfo.activeProcessorCount
            let handler = Scripted { context in
                blocked.wait()
                return .effect(of: context)
            }
            let parts = queue.parts([handler], handlerThreads: threads) {
                $0.lease = .seconds(3)
                $0.concurrency = threads
            }
            try await queue.process(parts) {
                var jobs: [Int64] = []
                for _ in 1...threads { jobs.append(try await queue.enqueue(Scripted.kind)) }
                try await queue.wait(for: "all threads") { blocked.waiting == threads }
                try await queue.wait(for: "a renewal beyond the first lease") {
                    try await queue.holds(
                        "(select lease_until > started_at + 2.2 * lease from fieldwork_jobs.incarnations where ended_at is null)")
                }
                blocked.lift()
                for job in jobs { try await queue.wait(for: job) { $0.state == "completed" } }
            }
            #expect(try await queue.count("select from fieldwork_jobs.job_events") == 0)
        }
    }

    /// The request is a second on its way: a process that judged its lease from the answer would believe in it for as long as
    /// the database does, and not stop before somebody else may start.
    @Test func aProcessStopsBelievingInItsLeaseBeforeTheDatabaseDoes() async throws {
        try await QueueHarness.run { queue in
            try await WireProxy.run(to: queue.database.server) { proxy in
                proxy.turn(.slow(milliseconds: 1000))
                let events = JobEvents(logger: queue.log.logger)
                let parts = queue.parts([], through: proxy) { $0.lease = .seconds(6) }
                let keeper = LeaseKeeper(
                    settings: parts.settings, kinds: [], pool: parts.leasePool, timelines: Timelines(), attempts: parts.attempts,
                    progress: parts.progress, bells: parts.bells, events: events)
                try await withThrowingTaskGroup { group in
                    group.addTask { try await parts.leasePool.run() }
                    group.addTask { try await keeper.run() }
                    try await queue.wait(for: "a lease") { await keeper.incarnation != nil }
                    proxy.turn(.silent)
                    try await queue.wait(for: "the end of the lease") { await keeper.incarnation == nil }
                    #expect(try await queue.holds("(select lease_until > clock_timestamp() from fieldwork_jobs.incarnations)"))
                    proxy.turn(.severed)
                    group.cancelAll()
                }
            }
        }
    }

    /// Claim loops sleep until there is a lease to claim under.
    @Test func aLeaseThatBeginsRingsForAllQueues() async throws {
        try await QueueHarness.run { queue in
            let parts = queue.parts([]) { $0.queues = ["default", "slow"] }
            let keeper = LeaseKeeper(
                settings: parts.settings, kinds: [], pool: parts.leasePool, timelines: Timelines(), attempts: parts.attempts,
                progress: parts.progress, bells: parts.bells, events: JobEvents(logger: queue.log.logger))
            try await withThrowingTaskGroup { group in
                group.addTask { try await parts.leasePool.run() }
                group.addTask { try await keeper.run() }
                try await queue.wait(for: "a lease") { await keeper.incarnation != nil }
                #expect(parts.bells.take("default"))
                #expect(parts.bells.take("slow"))
                group.cancelAll()
            }
        }
    }

    @Test func aLostLeaseCancelsItsJobsAndAnotherBegins() async throws {
        try await QueueHarness.run { queue in
            let (runs, ends) = (Counter(), Counter())
            let gate = Gate()
            let parts = queue.parts([
                Scripted { context in
                    defer { ends.next() }
                    if runs.next() == 1 { try await gate.arrive() }
                    return .effect(of: context)
                }
            ])
            try await queue.process(parts) {
                let job = try await queue.enqueue(Scripted.kind)
                await gate.untilReached()
                let first = await parts.lease.incarnation
                try await queue.run("update fieldwork_jobs.incarnations set ended_at = clock_timestamp()")
                // The first handler is never let through: only its cancellation ends it.
                try await queue.wait(for: "the ends of both handlers") { ends.count == 2 }
                let row = try await queue.wait(for: job) { $0.state == "completed" }
                #expect(row.attempt == 1)
                #expect(row.incarnation != first)
                // It was taken for dead, came back, and said so.
                try await queue.wait(for: job) { $0.deaths == 0 }
            }
            #expect(runs.count == 2)
            #expect(queue.log.lines("lease was ended by another process").count == 1)
        }
    }

    @Test func onlyALivingLeaseClaims() async throws {
        try await QueueHarness.run { queue in
            try await queue.enqueue(Scripted.kind)
            let ended = try await queue.begin()
            try await queue.run("update fieldwork_jobs.incarnations set ended_at = clock_timestamp()")
            #expect(try await queue.claim(for: ended).isEmpty)
            let expired = try await queue.begin()
            try await queue.expire(expired)
            #expect(try await queue.claim(for: expired).isEmpty)
            #expect(try await queue.claim(for: try await queue.begin()).count == 1)
        }
    }

    /// A renewal under way at the moment when the lease is judged counts.
    @Test func aLeaseThatIsJustBeingRenewedIsNotEnded() async throws {
        try await QueueHarness.run { queue in
            let process = try await queue.begin()
            try await queue.expire(process)
            let renewing = Gate()
            try await withThrowingTaskGroup { group in
                group.addTask {
                    try await queue.pool.withTransaction { connection in
                        _ = try await connection.execute(RenewLease(id: process))
                        try await renewing.arrive()
                    }
                }
                await renewing.untilReached()
                try await queue.recover()
                renewing.open()
                try await group.waitForAll()
            }
            try await queue.recover()
            #expect(try await queue.count("select from fieldwork_jobs.incarnations where ended_at is not null") == 0)
        }
    }
}
