import Foundation
import Glibc
@testable import Jobs
import Postgres
import TestSupport
import Testing

/// Invariant 6: a job that kills its process is found and put away; its neighbours, and jobs whose process was killed by
/// somebody else, are not harmed. With real processes and real deaths.
@Suite struct PoisonTests {
    @Test func onlyTheCulpritIsDiscarded() async throws {
        try await QueueHarness.run { queue in
            let culprit = try await queue.mischief("abort")
            let neighbours = [try await queue.mischief("wait"), try await queue.mischief("wait")]
            // Each process dies of the culprit with its neighbours started, until it has run alone.
            var ends: [QueueProcess.End] = []
            for _ in 1...10 where try await queue.state(of: culprit).state != "discarded" {
                ends.append(
                    try await QueueProcess.run(on: queue) { process in
                        try await queue.wait(for: "an end") {
                            if !QueueProcess.isAlive(process) { return true }
                            return try await queue.state(of: culprit).state == "discarded"
                        }
                    })
            }
            #expect(ends.filter { $0 == .killed(SIGABRT) }.count == 2)
            #expect(try await queue.state(of: culprit).deaths == 2)
            #expect(
                try await queue.ask("select detail ->> 'reason' from fieldwork_jobs.job_events where event = 'discarded'")
                    == "job.poison.\(SIGABRT)")
            for neighbour in neighbours { #expect(try await queue.state(of: neighbour).state != "discarded") }
            try await queue.letEverybodyGo()
            let last = try await QueueProcess.run(on: queue) { _ in
                for neighbour in neighbours {
                    let row = try await queue.wait(for: neighbour) { $0.state == "completed" }
                    // One attempt is all they have, and deaths have not used it up.
                    #expect(row.attempt == 1)
                }
            }
            #expect(last == .exited(0))
            #expect(try await queue.count("select from fieldwork_store.effects where kind = 'test'") == neighbours.count)
        }
    }

    @Test(arguments: [
        ("abort", [SIGABRT]), ("overflow-stack", [SIGSEGV, SIGBUS]), ("exhaust-memory", [SIGILL, SIGTRAP, SIGABRT, SIGSEGV]),
    ])
    func aChildThatDiesOfItsOwnDoingIsTheJob(_ act: String, _ signals: [Int32]) async throws {
        try await QueueHarness.run { queue in
            try await queue.process(queue.parts([Mischievous()], isolation: QueueProcess.isolation(queue))) {
                let job = try await queue.mischief(act, deaths: 2)
                try await queue.wait(for: job) { $0.state == "discarded" }
            }
            let reason = try await queue.ask(
                "select detail ->> 'reason' from fieldwork_jobs.job_events where event = 'discarded'")
            #expect(signals.map { "job.poison.\($0)" }.contains(reason), "\(reason)")
            #expect(queue.log.lines("job runs alone after process deaths").count == 1)
        }
    }

    @Test func aChildThatBehavesSettlesItsJobItself() async throws {
        try await QueueHarness.run { queue in
            try await queue.process(queue.parts([Mischievous()], isolation: QueueProcess.isolation(queue))) {
                let job = try await queue.mischief("behave", deaths: 2)
                let row = try await queue.wait(for: job) { $0.state == "completed" }
                #expect(row.attempt == 1)
                try await queue.wait(for: "the parent") { queue.log.lines("job runs alone after process deaths").count == 1 }
            }
            #expect(try await queue.count("select from fieldwork_store.effects") == 1)
            #expect(try await queue.count("select from fieldwork_jobs.job_events") == 0)
        }
    }

    @Test(arguments: [SIGKILL, SIGTERM])
    func aChildKilledFromOutsideIsNeverHeldAgainstTheJob(_ signal: Int32) async throws {
        try await QueueHarness.run { queue in
            let parts = queue.parts([Mischievous()], isolation: QueueProcess.isolation(queue)) {
                $0.isolationPause = .milliseconds(100)
            }
            try await queue.process(parts) {
                let job = try await queue.mischief("wait", deaths: 2)
                for number in 1...3 {
                    let child = try await queue.wait(for: "child \(number)", { QueueProcess.children(on: queue) }) {
                        $0.count == 1
                    }
                    #expect(kill(child[0], signal) == 0)
                    try await queue.wait(for: "the job to be put back") {
                        try await queue.count("select from fieldwork_jobs.job_events where event = 'snoozed'") == number
                    }
                }
                try await queue.letEverybodyGo()
                let row = try await queue.wait(for: job) { $0.state == "completed" }
                #expect(row.attempt == 1)
                #expect(row.deaths == 2)
            }
            #expect(queue.log.lines("job could not run alone").count == 3)
        }
    }

    @Test func aChildThatEndsBeforeItHasReadItsClaimHarmsNobody() async throws {
        try await QueueHarness.run { queue in
            try await queue.enqueue(Scripted.kind)
            let job = try await queue.claim(for: try await queue.begin())[0]
            let isolation = ChildProcessIsolation(executable: "/bin/false", arguments: [])
            for _ in 1...50 { #expect(await isolation.run(job) == .gaveUp(reason: "exit status 1")) }
        }
    }

    @Test func aChildIsStoppedWhenItsJobIsCancelled() async throws {
        try await QueueHarness.run { queue in
            try await queue.process(queue.parts([Mischievous()], isolation: QueueProcess.isolation(queue))) {
                let job = try await queue.mischief("wait", deaths: 2)
                try await queue.wait(for: "the child", { QueueProcess.children(on: queue) }) { $0.count == 1 }
                try await queue.run("select fieldwork_jobs.cancel(\(job))")
                try await queue.wait(for: job) { $0.state == "cancelled" }
                try await queue.wait(for: "the child's end") { QueueProcess.children(on: queue).isEmpty }
            }
        }
    }

    @Test func whereNothingCanRunItAloneASuspectWaitsAndDoesNotSpin() async throws {
        try await QueueHarness.run { queue in
            let runs = Counter()
            let parts = queue.parts([
                Scripted { _ in
                    runs.next()
                    return .commit(.none)
                }
            ])
            let suspect = try await queue.enqueue(Scripted.kind)
            try await queue.run("update fieldwork_jobs.jobs set died_with = array[gen_random_uuid(), gen_random_uuid()]")
            try await queue.process(parts) {
                let row = try await queue.wait(for: suspect) { $0.state == "scheduled" }
                #expect(row.attempt == 0)
                let innocent = try await queue.enqueue(Scripted.kind)
                try await queue.wait(for: innocent) { $0.state == "completed" }
                #expect(try await queue.count("select from fieldwork_jobs.job_events where event = 'snoozed'") == 1)
                #expect(
                    try await queue.holds(
                        "(select scheduled_at > clock_timestamp() + interval '10 seconds' from fieldwork_jobs.jobs where id = \(suspect))"
                    ))
            }
            #expect(runs.count == 1)
        }
    }

    /// Taken for dead by others, it comes back and says so: no suspicion stays on its jobs, whoever has died since.
    @Test func aProcessThatComesBackClearsItsJobs() async throws {
        try await QueueHarness.run { queue in
            let job = try await queue.enqueue(Scripted.kind)
            let returning = try await queue.begin()
            _ = try await queue.claim(for: returning)
            try await queue.expire(returning)
            try await queue.recover()
            let dead = try await queue.begin()
            _ = try await queue.claim(for: dead)
            try await queue.expire(dead)
            try await queue.recover()
            #expect(try await queue.state(of: job).deaths == 2)
            for _ in 1...2 { try await queue.pool.execute(WithdrawSuspicion(incarnation: returning)) }
            #expect(try await queue.state(of: job).deaths == 1)
            #expect(try await queue.holds("(select died_with = array['\(dead)']::uuid[] from fieldwork_jobs.jobs)"))
            #expect(try await queue.count("select from fieldwork_jobs.job_events where event = 'withdrawn'") == 1)
        }
    }
}

/// Stands for the kind that the child process runs; here it is never run.
struct Mischievous: JobHandler {
    struct Arguments: Codable, Sendable {}
    static let kind = QueueProcess.kind
    func run(_ arguments: Arguments, _ context: JobContext) async throws -> Outcome { .discard(reason: "test.ran-in-the-parent") }
}
