import Glibc
@testable import Jobs
import TestSupport
import Testing

/// Invariants 2, 3 and 6 with real processes that are killed without warning, and with a wire that loses what it likes.
@Suite struct ProcessDeathTests {
    @Test func killedProcessesLoseNoJobAndWriteNoEffectTwice() async throws {
        try await QueueHarness.run { queue in
            let jobs = 200
            try await queue.run(
                """
                insert into fieldwork_jobs.jobs (queue, kind, arguments, max_attempts)
                select 'default', 'mischief', '{"act": "behave"}', 1 from generate_series(1, \(jobs))
                """)
            func completed() async throws -> Int {
                try await queue.count("select from fieldwork_jobs.jobs where state = 'completed'")
            }
            for kills in 1...4 {
                let end = try await QueueProcess.run(on: queue) { process in
                    // At a different point of its work each time: every attempt is somewhere between claim and settlement.
                    let goal = try await completed() + 7 * kills
                    try await queue.wait(for: "some work") { try await completed() >= goal }
                    kill(process, SIGKILL)
                }
                #expect(end == .killed(SIGKILL))
            }
            let end = try await QueueProcess.run(on: queue) { _ in
                try await queue.wait(for: "the rest") { try await completed() == jobs }
            }
            #expect(end == .exited(0))
            #expect(try await queue.count("select from fieldwork_store.effects") == jobs)
            #expect(try await queue.count("select distinct job_id from fieldwork_store.effects") == jobs)
            // One attempt is all they have, and deaths have not used it up.
            #expect(try await queue.count("select from fieldwork_jobs.jobs where attempt <> 1") == 0)
        }
    }

    enum Moment: CaseIterable, Sendable { case childIsBorn, childIsAtWork }

    @Test(arguments: Moment.allCases)
    func aChildDiesWithItsParent(_ moment: Moment) async throws {
        try await QueueHarness.run { queue in
            // Nothing ends it before it is told to go on.
            let job = try await queue.mischief("wait", deaths: 2)
            let end = try await QueueProcess.run(on: queue) { parent in
                try await queue.wait(for: "the child", { QueueProcess.children(on: queue) }) { $0.count == 1 }
                if moment == .childIsAtWork {
                    try await queue.wait(for: "the handler's question") {
                        try await queue.count(
                            "select from pg_stat_activity where datname = current_database() and query like '%''go''%'") > 0
                    }
                }
                kill(parent, SIGKILL)
                try await queue.wait(for: "the child's end") { QueueProcess.children(on: queue).isEmpty }
            }
            #expect(end == .killed(SIGKILL))
            try await queue.letEverybodyGo()
            let last = try await QueueProcess.run(on: queue) { _ in
                let row = try await queue.wait(for: job) { $0.state == "completed" }
                // Its own process was killed, and that is not held against it.
                #expect(row.attempt == 1)
            }
            #expect(last == .exited(0))
            #expect(try await queue.count("select from fieldwork_store.effects where kind = 'test'") == 1)
        }
    }

    @Test(arguments: [1, 2])
    func aWireThatLosesRequestsAndAnswersLosesNoJobAndWritesNoEffectTwice(_ seed: UInt64) async throws {
        try await QueueHarness.run { queue in
            try await WireProxy.run(to: queue.database.server) { proxy in
                var random = SeededGenerator(seed: seed)
                let jobs = 300
                let handler = Scripted { $0.job.id.isMultiple(of: 3) ? .commit(.none) : .effect(of: $0) }
                let processes = (1...2).map { _ in queue.parts([handler], through: proxy) { $0.concurrency = 10 } }
                try await queue.process(processes[0]) {
                    try await queue.process(processes[1]) {
                        for portion in 1...10 {
                            let markers = [
                                "ClaimJobs", "WriteEffect", "CompleteJobs", "PromoteDueJobs", "RenewLease", "Fence",
                            ]
                            for _ in 1...6 {
                                let marker = markers.randomElement(using: &random)!
                                proxy.plan(
                                    Bool.random(using: &random) ? .commitAnswerLost(marker: marker) : .requestLost(marker: marker)
                                )
                            }
                            try await queue.run(FlatClaimTests.ready(jobs / 10))
                            try await queue.wait(for: "portion \(portion)") {
                                try await queue.count("select from fieldwork_jobs.jobs where state <> 'completed'") == 0
                            }
                        }
                    }
                }
                #expect(proxy.accidents >= 30, "seed \(seed)")
                let effects = jobs - jobs / 3
                #expect(try await queue.count("select from fieldwork_store.effects") == effects, "seed \(seed)")
                #expect(try await queue.count("select distinct job_id from fieldwork_store.effects") == effects, "seed \(seed)")
                #expect(
                    try await queue.count("select from fieldwork_jobs.jobs where attempt <> 1 or deaths <> 0") == 0,
                    "seed \(seed)")
                #expect(
                    try await queue.count("select from fieldwork_jobs.job_events where event in ('failed', 'discarded')") == 0)
            }
        }
    }
}
