import Foundation
import Glibc
@testable import Jobs
import Postgres
import TestSupport
import Testing

/// Invariant 15, with claimers and processes on a real database.
@Suite struct LimitTests {
    private struct Other: JobHandler {
        struct Arguments: Codable, Sendable {}
        static let kind = JobKind("other")
        let script: @Sendable (JobContext) async throws -> Outcome
        func run(_ arguments: Arguments, _ context: JobContext) async throws -> Outcome { try await script(context) }
    }

    enum Scope: CaseIterable, Sendable { case queue, kind, partition, all }

    @Test(arguments: Scope.allCases)
    func noMoreRunAtOnceThanAreAllowedOverSeveralProcesses(_ scope: Scope) async throws {
        try await QueueHarness.run { queue in
            if scope == .queue || scope == .all { try await queue.limit(queue: "default", to: 5) }
            if scope == .kind || scope == .all { try await queue.limit(kind: Scripted.kind, to: 2) }
            if scope == .partition || scope == .all { try await queue.limit(queue: "default", perPartition: true, to: 2) }
            for partition in ["1", "2", "3"] {
                try await queue.ready(20, of: partition)
                try await queue.ready(20, of: partition, kind: Other.kind)
            }
            let meter = Meter()
            let script: @Sendable (JobContext) async throws -> Outcome = { context in
                let partition = context.job.lane.partition ?? "?"
                try await meter.inside(["all", context.job.kind, "partition \(partition)"]) {
                    try await Task.sleep(for: .milliseconds(5))
                }
                return .commit(.none)
            }
            let processes = (1...3).map { _ in
                queue.parts([Scripted(script), Other(script: script)]) { $0.concurrency = 8 }
            }
            try await queue.process(processes[0]) {
                try await queue.process(processes[1]) {
                    try await queue.process(processes[2]) {
                        try await queue.wait(for: "all jobs") {
                            try await queue.count("select from fieldwork_jobs.jobs where state <> 'completed'") == 0
                        }
                    }
                }
            }
            if scope == .queue || scope == .all { #expect(meter.most("all") <= 5) }
            if scope == .kind || scope == .all { #expect(meter.most("scripted") <= 2) }
            if scope == .partition || scope == .all {
                for partition in ["1", "2", "3"] { #expect(meter.most("partition \(partition)") <= 2) }
            }
            #expect(meter.most("all") > 1)
            #expect(try await queue.lent() == 0, "whoever leaves takes no permit along")
        }
    }

    @Test func aLimitHoldsUntilTheLeaseOfAKilledProcessHasEnded() async throws {
        try await QueueHarness.run { queue in
            try await queue.limit(kind: QueueProcess.kind, to: 1)
            let jobs = [try await queue.mischief("wait"), try await queue.mischief("wait")]
            let survivor = try await queue.begin()
            var claimer = queue.claimer([QueueProcess.kind])
            let end = try await QueueProcess.run(on: queue, lease: .seconds(3600)) { process in
                try await queue.wait(for: "a job to run") {
                    try await queue.count("select from fieldwork_jobs.jobs where state = 'running'") == 1
                }
                kill(process, SIGKILL)
            }
            #expect(end == .killed(SIGKILL))
            for _ in 1...3 { #expect(try await claimer.claim(10, for: survivor).isEmpty) }
            try await queue.run(
                """
                update fieldwork_jobs.incarnations set lease_until = clock_timestamp() - interval '1 microsecond' where host <> 'test' or pid <> 1
                """)
            for _ in 1...3 {
                #expect(try await claimer.claim(10, for: survivor).isEmpty, "it has run out, and nobody has ended it")
            }
            try await queue.recover()
            let next = try await claimer.claim(10, for: survivor)
            try #require(next.count == 1)
            #expect(try await claimer.claim(10, for: survivor).isEmpty)
            #expect(claimer.permits.release(next[0].key))
            #expect(try await claimer.claim(10, for: survivor).count == 1, "the same permit, without asking for it again")
            #expect(jobs.count == 2)
        }
    }

    @Test func aProcessThatLostItsLeaseHasLostItsPermits() async throws {
        try await QueueHarness.run { queue in
            try await queue.limit(queue: "default", to: 1)
            try await queue.ready(3, of: "1")
            let (lost, other) = (try await queue.begin(), try await queue.begin())
            var (losing, claimer) = (queue.claimer(), queue.claimer())
            let first = try await losing.claim(10, for: lost)
            #expect(first.count == 1)
            #expect(try await claimer.claim(10, for: other).isEmpty)
            try await queue.expire(lost)
            try await queue.recover()
            #expect(try await claimer.claim(10, for: other).count == 1)
            // It comes back under another incarnation and remembers what it had.
            _ = losing.permits.release(first[0].key)
            #expect(try await losing.claim(10, for: try await queue.begin()).isEmpty)
            #expect(try await losing.claim(10, for: lost).isEmpty)
        }
    }

    @Test func permitsThatAreNotUsedGoBack() async throws {
        try await QueueHarness.run { queue in
            try await queue.limit(queue: "default", to: 3)
            try await queue.ready(3, of: "1")
            let process = try await queue.begin()
            var claimer = queue.claimer()
            let jobs = try await claimer.claim(10, for: process)
            #expect(jobs.count == 3)
            for job in jobs { #expect(claimer.permits.release(job.key)) }
            #expect(try await !claimer.permits.review(), "they were used a moment ago")
            #expect(try await queue.lent() == 3)
            #expect(try await claimer.permits.review())
            #expect(try await queue.lent() == 0)
            try await queue.ready(3, of: "1")
            #expect(try await claimer.claim(10, for: process).count == 3)
        }
    }

    @Test func whatIsOfNoUseAloneGoesBackAtOnce() async throws {
        try await QueueHarness.run { queue in
            try await queue.limit(kind: Scripted.kind, to: 2)
            try await queue.limit(queue: "default", to: 1)
            try await queue.ready(3, of: "1")
            let (first, second) = (try await queue.begin(), try await queue.begin())
            var (claimer, other) = (queue.claimer(), queue.claimer())
            let jobs = try await claimer.claim(1, for: first)
            #expect(jobs.count == 1)
            #expect(try await other.claim(1, for: second).isEmpty, "there is a permit of the kind, and none of the queue")
            #expect(try await queue.lent() == 2)
            #expect(claimer.permits.release(jobs[0].key))
            for _ in 1...2 { _ = try await claimer.permits.review() }
            #expect(try await other.claim(2, for: second).count == 1)
        }
    }

    /// Nobody waits for the jobs of somebody else's limit, and nobody reads them.
    @Test func aLimitedPartitionKeepsNobodyWaitingAndCostsNothing() async throws {
        try await QueueHarness.run { queue in
            try await queue.limit(queue: "default", perPartition: true, to: 1)
            try await queue.ready(20_000, of: "1")
            let process = try await queue.begin()
            var claimer = queue.claimer()
            #expect(try await claimer.claim(10, for: process).partitions == ["1"])
            for other in ["2", "3"] {
                try await queue.ready(2, of: other)
                #expect(try await claimer.claim(10, for: process).partitions == [other])
            }
            #expect(try await claimer.claim(10, for: process).isEmpty)
        }
    }

    /// As the release before partitions left them.
    @Test(arguments: [0, 1]) func jobsOfNobodyRunUnderALimitByPartition(besides others: Int) async throws {
        try await QueueHarness.run { queue in
            try await queue.limit(queue: "default", perPartition: true, to: 1)
            if others > 0 { try await queue.ready(others, of: "1") }
            try await queue.run(FlatClaimTests.ready(2))
            let process = try await queue.begin()
            var claimer = queue.claimer()
            let claimed = try await claimer.claim(10, for: process)
            #expect(claimed.partitions.sorted() == Array(["", "1"].prefix(1 + others)))
        }
    }

    @Test func aLoweredLimitHoldsAsPermitsComeBack() async throws {
        try await QueueHarness.run { queue in
            try await queue.limit(queue: "default", to: 3)
            try await queue.ready(10, of: "1")
            let process = try await queue.begin()
            var claimer = queue.claimer()
            var jobs = try await claimer.claim(10, for: process)
            #expect(jobs.count == 3)
            try await queue.run("update fieldwork_jobs.limits set allowed = 1")
            _ = try await claimer.claim(10, for: process, sweeping: true)
            _ = claimer.permits.release(jobs.removeLast().key)
            #expect(try await claimer.claim(10, for: process).isEmpty)
            _ = claimer.permits.release(jobs.removeLast().key)
            #expect(try await claimer.claim(10, for: process).isEmpty)
            _ = claimer.permits.release(jobs.removeLast().key)
            #expect(try await claimer.claim(10, for: process).count == 1)
            try await queue.run("delete from fieldwork_jobs.limits")
            _ = try await claimer.claim(1, for: process, sweeping: true)
            #expect(try await claimer.claim(10, for: process).count > 1)
        }
    }

    /// A return whose answer was lost arrives when the permit has long been lent again.
    @Test func aReturnThatArrivesLateTakesBackNoLaterLoan() async throws {
        try await QueueHarness.run { queue in
            try await queue.limit(queue: "default", to: 1)
            let process = try await queue.begin()
            let key = PermitKey(limit: Int64(try await queue.ask("select id from fieldwork_jobs.limits"))!)
            func borrow() async throws -> [Permit] {
                try await queue.pool.execute(BorrowPermits(incarnation: process, keys: [key], wanted: [5]))
            }
            let first = try await borrow()
            #expect(first.map(\.number) == [1])
            #expect(try await borrow().isEmpty)
            _ = try await queue.pool.execute(ReturnPermits(tokens: first.map(\.token)))
            #expect(try await borrow().count == 1)
            _ = try await queue.pool.execute(ReturnPermits(tokens: first.map(\.token)))
            #expect(try await borrow().isEmpty)
        }
    }
}
