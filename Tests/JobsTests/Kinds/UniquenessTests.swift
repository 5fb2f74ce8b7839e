@testable import Jobs
import Postgres
import Testing

/// Invariant 9: a key is taken while its job has not begun, and its job is not taken while its evidence is on the way.
@Suite struct UniquenessTests {
    @Test func aWaitingJobIsReturnedInsteadOfAnother() async throws {
        try await QueueHarness.run { queue in
            let now = try await queue.enqueue(Scripted.kind) { $0.uniqueKey = "a" }
            #expect(try await queue.enqueue(Scripted.kind) { $0.uniqueKey = "a" } == now)
            let later = try await queue.enqueue(Scripted.kind) {
                $0.uniqueKey = "b"
                $0.delay = .seconds(60)
            }
            #expect(try await queue.enqueue(Scripted.kind) { $0.uniqueKey = "b" } == later)
            #expect(try await queue.state(of: later).state == "scheduled")
            let other = try await queue.enqueue(JobKind("other")) { $0.uniqueKey = "a" }
            #expect(other != now)
            #expect(try await queue.enqueue(Scripted.kind) != now)
        }
    }

    /// New evidence while a classification runs, or after it failed and waits for its next try, is another classification.
    @Test func aJobThatHasBegunHoldsNoKey() async throws {
        try await QueueHarness.run { queue in
            let process = try await queue.begin()
            let first = try await queue.enqueue(Scripted.kind) { $0.uniqueKey = "a" }
            let running = try await queue.claim(for: process)[0]
            #expect(running.id == first)
            let second = try await queue.enqueue(Scripted.kind) { $0.uniqueKey = "a" }
            #expect(second != first)
            // And when the first comes back, by whatever way, the two do not collide.
            #expect(
                try await queue.settler.fail(
                    FailAttempt(attempt: running.key, reason: "test", isPermanent: false, delay: .zero),
                    alongside: PostgresBatch()) == "retryable")
            #expect(try await queue.pool.execute(PromoteDueJobs(lookBack: .seconds(60), limit: 10)).count == 1)
            #expect(try await queue.enqueue(Scripted.kind) { $0.uniqueKey = "a" } == second)
            let both = try await queue.claim([Scripted.kind], 10, for: process)
            #expect(both.map(\.id).sorted() == [first, second])
            for job in both { #expect(try await queue.settler.release(job.key) == "available") }
            let third = try await queue.enqueue(Scripted.kind) { $0.uniqueKey = "a" }
            #expect(![first, second].contains(third))
        }
    }

    /// Enqueuing by key and not yet committed: the waiting job must not start, because it would not see the evidence.
    @Test func theWaitingJobWaitsForTheEvidenceToCommit() async throws {
        try await QueueHarness.run { queue in
            let process = try await queue.begin()
            var claimer = queue.claimer()
            let job = try await queue.enqueue(Scripted.kind) { $0.uniqueKey = "a" }
            let gate = Gate()
            try await withThrowingTaskGroup { group in
                group.addTask {
                    try await queue.pool.withTransaction { connection in
                        try await connection.executeScript(
                            "insert into fieldwork_store.effects (job_id, kind, subject) values (1, 'test', 'evidence')")
                        var again = NewJob(kind: Scripted.kind, arguments: "{}")
                        again.uniqueKey = "a"
                        #expect(try await connection.execute(EnqueueJob(again)) == [job])
                        try await gate.arrive()
                    }
                }
                await gate.untilReached()
                for _ in 1...20 { #expect(try await claimer.claim(10, for: process).isEmpty) }
                gate.open()
                try await group.waitForAll()
            }
            // The floors have passed it by meanwhile; with the position it drew anew, the sweep meets it.
            try await queue.wait(for: "the job") { try await claimer.claim(10, for: process).map(\.id) == [job] }
            #expect(try await queue.count("select from fieldwork_store.effects where subject = 'evidence'") == 1)
        }
    }

    @Test func manyAtOnceMakeOneJob() async throws {
        try await QueueHarness.run { queue in
            let ids = try await withThrowingTaskGroup(of: Int64.self) { group in
                for _ in 1...40 {
                    group.addTask { try await queue.enqueue(Scripted.kind) { $0.uniqueKey = "a" } }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
            #expect(try await queue.count("select from fieldwork_jobs.jobs") == 1)
        }
    }

    /// A job that is being claimed at this moment holds its key no longer: the enqueuer waits for the claim and makes another.
    @Test func anEnqueueDuringAClaimMakesAnotherJob() async throws {
        try await QueueHarness.run { queue in
            let process = try await queue.begin()
            let first = try await queue.enqueue(Scripted.kind) { $0.uniqueKey = "a" }
            let gate = Gate()
            let second = try await withThrowingTaskGroup(of: Int64.self) { group in
                group.addTask {
                    try await queue.pool.withTransaction { connection in
                        var floors = ClaimFloors(kinds: [Scripted.kind.name])
                        let lanes = floors.stretches(.aboveFloor)
                        let taken = try await connection.execute(
                            ClaimJobs(incarnation: process, queue: "default", lanes: lanes, limit: 1))
                        #expect(taken.first??.id == first)
                        try await gate.arrive()
                        return 0
                    }
                }
                await gate.untilReached()
                group.addTask { try await queue.enqueue(Scripted.kind) { $0.uniqueKey = "a" } }
                try await queue.wait(for: "the enqueue to wait for the claim") {
                    try await queue.count(
                        "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()") == 1
                }
                gate.open()
                return try await group.reduce(0, max)
            }
            #expect(second != first)
            #expect(try await queue.state(of: first).state == "running")
            #expect(try await queue.state(of: second).state == "available")
        }
    }
}
