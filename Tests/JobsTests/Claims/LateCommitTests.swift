import EmbeddedPostgres
import Foundation
@testable import Jobs
import Postgres
import TestSupport
import Testing

/// Invariant 7: a job whose transaction commits after the floor has passed its position is met by a sweep, long before the
/// rare full one.
@Suite struct LateCommitTests {
    /// No claim failed, for the connection was idle when it went; but what is handed out now is below the floor.
    @Test func floorsAreForgottenWhenAnotherServerAnswers() async throws {
        try await withTestServer { server in
            try await QueueHarness.run(on: server) { queue in
                let process = try await queue.begin()
                var claimer = Claimer(
                    queue: "default", kinds: [Scripted.kind.name], pool: queue.pool, permits: queue.permits(),
                    sweepInterval: .seconds(3600), deadline: .seconds(30))
                let first = try await queue.enqueue(Scripted.kind)
                #expect(try await claimer.claim(10, for: process).map(\.id) == [first])
                try await server.postgres.stop(.fast)
                try await server.postgres.start()
                try await queue.run("select setval('fieldwork_jobs.positions', 1, false)")
                let second = try await queue.enqueue(Scripted.kind)
                // The first answer of another server may say no more than that it is another.
                let found = try await claimer.claim(10, for: process) + claimer.claim(10, for: process)
                #expect(found.map(\.id) == [second])
            }
        }
    }

    @Test func aJobThatCommitsLateIsMetByTheSweep() async throws {
        try await QueueHarness.run { queue in
            let process = try await queue.begin()
            var claimer = queue.claimer()
            // The first sweep is a full one, and the next is a minute away.
            _ = try await claimer.claim(10, for: process)
            let gate = Gate()
            let late = try await withThrowingTaskGroup(of: Int64.self) { group in
                group.addTask {
                    try await queue.pool.withTransaction { connection in
                        let job = try await connection.execute(EnqueueJob(NewJob(kind: Scripted.kind, arguments: "{}")))[0]
                        try await gate.arrive()
                        return job
                    }
                }
                await gate.untilReached()
                // Others overtake it, and the floor with them.
                for _ in 1...5 {
                    let next = try await queue.enqueue(Scripted.kind)
                    try await queue.wait(for: "the job that overtakes") {
                        try await claimer.claim(10, for: process).map(\.id) == [next]
                    }
                }
                #expect(claimer.floors.lowWater == 0)
                gate.open()
                return try await group.next()!
            }
            try await queue.wait(for: "the late job") { try await claimer.claim(10, for: process).map(\.id) == [late] }
        }
    }

    /// An enqueuer that waits for another with the same key has its position already, and must count as running although it
    /// has written nothing.
    @Test func aJobHeldUpBetweenItsPositionAndItsRowIsMetByTheSweep() async throws {
        try await QueueHarness.run { queue in
            let process = try await queue.begin()
            var claimer = queue.claimer()
            _ = try await claimer.claim(10, for: process)
            let (first, second) = (Gate(), Gate())
            var job = NewJob(kind: Scripted.kind, arguments: "{}")
            job.uniqueKey = "same"
            let late = try await withThrowingTaskGroup(of: Int64.self) { [job] group in
                group.addTask {
                    try? await queue.pool.withTransaction { connection in
                        _ = try await connection.execute(EnqueueJob(job))
                        try await first.arrive()
                        throw Passing()
                    }
                    return 0
                }
                await first.untilReached()
                group.addTask {
                    try await queue.pool.withTransaction { connection in
                        let id = try await connection.execute(EnqueueJob(job))[0]
                        try await second.arrive()
                        return id
                    }
                }
                try await queue.wait(for: "the second to wait for the first") {
                    try await queue.count(
                        "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()") == 1
                }
                // The first gives up; the second writes its row at the position it drew long ago, and the low water must not
                // have passed it: everything that was running then, but the second, is over.
                try await queue.overtake(&claimer, process, times: 3)
                first.open()
                await second.untilReached()
                try await queue.overtake(&claimer, process, times: 3)
                second.open()
                return try await group.reduce(0, max)
            }
            try await queue.wait(for: "the late job") { try await claimer.claim(10, for: process).map(\.id) == [late] }
        }
    }

    @Test func aJobThatComesBackStandsBeforeNewOnesOfItsPriorityWithAFreshPosition() async throws {
        try await QueueHarness.run { queue in
            let process = try await queue.begin()
            var claimer = queue.claimer()
            for _ in 1...3 { try await queue.enqueue(Scripted.kind) }
            let urgent = try await queue.enqueue(Scripted.kind) { $0.priority = 1 }
            let jobs = try await claimer.claim(4, for: process)
            #expect(jobs.map(\.id) == [urgent, 1, 2, 3])
            for _ in 1...3 { try await queue.enqueue(Scripted.kind) }
            #expect(try await queue.settler.release([jobs[2].key]) == 1)
            #expect(try await claimer.claim(10, for: process).map(\.id) == [2, 5, 6, 7])
        }
    }

    @Test func aClaimOfADeadLeaseSaysNothingAboutTheLine() async throws {
        try await QueueHarness.run { queue in
            let dead = try await queue.begin()
            try await queue.expire(dead)
            var claimer = queue.claimer()
            let job = try await queue.enqueue(Scripted.kind)
            for _ in 1...3 { #expect(try await claimer.claim(10, for: dead).isEmpty) }
            var floors = claimer.floors
            #expect(floors.stretches(.aboveFloor).allSatisfy { $0.low == 0 })
            #expect(try await claimer.claim(10, for: try await queue.begin()).map(\.id) == [job])
        }
    }

    /// Two claimers at once: none waits for the other, none takes what the other takes.
    @Test func claimersShareALineWithoutWaiting() async throws {
        try await QueueHarness.run { queue in
            try await queue.run(FlatClaimTests.ready(500))
            let process = try await queue.begin()
            let taken = try await withThrowingTaskGroup(of: [Int64].self) { group in
                for _ in 1...4 {
                    group.addTask {
                        var claimer = queue.claimer()
                        var taken: [Int64] = []
                        while true {
                            let jobs = try await claimer.claim(7, for: process)
                            if jobs.isEmpty { return taken }
                            taken += jobs.map(\.id)
                        }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(taken.sorted() == Array(1...500))
            // With one's rows locked and uncommitted, the other takes the next and does not wait.
            try await queue.run(FlatClaimTests.ready(2))
            let next = try await queue.holding("select from fieldwork_jobs.jobs where id = 501 for update") {
                try await queue.claim(for: process)
            }
            #expect(next.map(\.id) == [502])
        }
    }
}

extension QueueHarness {
    /// Enqueues and claims jobs, and has the sweeps go round, as in a busy hour.
    fileprivate func overtake(_ claimer: inout Claimer, _ process: UUID, times: Int) async throws {
        for _ in 1...times {
            let next = try await enqueue(Scripted.kind)
            try await wait(for: "the job that overtakes") { try await claimer.claim(10, for: process).map(\.id) == [next] }
            for _ in 1...60 { _ = try await claimer.claim(10, for: process) }
        }
    }
}
