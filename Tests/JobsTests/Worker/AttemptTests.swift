@testable import Jobs
import Logging
import Postgres
import TestSupport
import Testing

/// Invariant 12, and the ends of an attempt that ``OutcomeTests`` does not have.
@Suite struct AttemptTests {
    @Test func aJobThatRunsIsCancelledOnRequest() async throws {
        try await QueueHarness.run { queue in
            let gate = Gate()
            let parts = queue.parts([Scripted.waiting(at: gate)])
            try await queue.process(parts) {
                let job = try await queue.enqueue(Scripted.kind)
                await gate.untilReached()
                for _ in 1...2 { try await queue.run("select fieldwork_jobs.cancel(\(job))") }
                try await queue.wait(for: job) { $0.state == "cancelled" }
                #expect(
                    try await queue.ask("select string_agg(event, ' ' order by id) from fieldwork_jobs.job_events")
                        == "cancel-requested cancelled")
            }
        }
    }

    @Test func aJobThatWaitsIsCancelledAtOnceAndCanBeRetried() async throws {
        try await QueueHarness.run { queue in
            let job = try await queue.enqueue(Scripted.kind) { $0.uniqueKey = "key" }
            try await queue.run("select fieldwork_jobs.cancel(\(job))")
            #expect(try await queue.state(of: job).state == "cancelled")
            // Its key is free again, and its return does not collide with who has taken it.
            let other = try await queue.enqueue(Scripted.kind) { $0.uniqueKey = "key" }
            #expect(other != job)
            try await queue.run("select fieldwork_jobs.retry(\(job))")
            #expect(try await queue.state(of: job).state == "available")
            try await queue.process(queue.parts([Scripted { .effect(of: $0) }])) {
                for id in [job, other] { try await queue.wait(for: id) { $0.state == "completed" } }
            }
        }
    }

    @Test func anAttemptThatTakesTooLongFailsAndIsCounted() async throws {
        try await QueueHarness.run { queue in
            let runs = Counter()
            let parts = queue.parts([
                Brief { context in
                    if runs.next() == 1 { try await Task.sleep(for: .seconds(3600)) }
                    return .effect(of: context)
                }
            ])
            try await queue.process(parts) {
                let job = try await queue.enqueue(Brief.kind)
                let row = try await queue.wait(for: job) { $0.state == "completed" }
                #expect(row.attempt == 2)
                #expect(try await queue.ask("select detail ->> 'reason' from fieldwork_jobs.job_events") == "job.timeout")
            }
        }
    }

    /// It never looks whether it is cancelled: the job goes on without it, and what it comes up with in the end is refused.
    @Test func anAttemptThatTakesTooLongAndDoesNotListenLosesItsJob() async throws {
        try await QueueHarness.run { queue in
            let runs = Counter()
            let blocked = Blockade()
            let parts = queue.parts([
                Brief { context in
                    if runs.next() == 1 { blocked.wait() }
                    return .effect(of: context)
                }
            ]) { $0.cancelWait = .milliseconds(50) }
            try await queue.process(parts) {
                let job = try await queue.enqueue(Brief.kind)
                let row = try await queue.wait(for: job) { $0.state == "completed" }
                #expect(row.attempt == 2)
                #expect(parts.attempts.stuck == 1)
                blocked.lift()
                try await queue.wait(for: "the handler to end") { parts.attempts.stuck == 0 }
                #expect(try await queue.count("select from fieldwork_store.effects") == 1)
            }
        }
    }

    @Test func aSettlementThatCannotBeWrittenIsAnErrorInTheLogAndCosts() async throws {
        try await QueueHarness.run { queue in
            try await queue.run("revoke insert on fieldwork_store.effects from fieldwork_worker")
            try await queue.process(queue.parts([Scripted { .effect(of: $0) }])) {
                let job = try await queue.enqueue(Scripted.kind)
                try await queue.wait(for: job) { $0.state == "discarded" }
            }
            let lines = queue.log.lines("attempt could not be settled")
            // Three attempts, and a line a second for their one cause.
            #expect((1...3).contains(lines.count))
            #expect(lines.allSatisfy { $0.level == .error && $0.metadata["reason"]!.contains("42501") })
            #expect(
                try await queue.count("select from fieldwork_jobs.job_events where detail ->> 'reason' = 'database.42501'") == 3)
        }
    }

    @Test func malformedArgumentsAreDiscardedAndNotQuoted() async throws {
        try await QueueHarness.run { queue in
            try await queue.process(queue.parts([Picky()])) {
                let job = try await queue.enqueue(Picky.kind, #"{"number": "four thousand"}"#)
                try await queue.wait(for: job) { $0.state == "discarded" }
            }
            #expect(
                try await queue.ask("select detail ->> 'reason' from fieldwork_jobs.job_events") == "job.malformed-arguments")
            #expect(!queue.log.lines.contains { "\($0)".contains("four thousand") })
        }
    }

    @Test func aFollowUpInAQueueOfThisProcessStartsWithoutWaitingForThePoll() async throws {
        try await QueueHarness.run { queue in
            let parts = queue.parts([
                Scripted { context in
                    guard context.job.queue == "default" else { return .effect(of: context) }
                    var followUp = NewJob(kind: Scripted.kind, arguments: "{}")
                    followUp.queue = "next"
                    return .effect(of: context, followUps: [followUp])
                }
            ]) {
                $0.queues = ["default", "next"]
                $0.pollFloor = .seconds(3600)
            }
            try await queue.process(parts) {
                try await queue.wait(for: "a first claim") { parts.progress.isClaiming }
                try await queue.enqueue(Scripted.kind)
                try await queue.run("select fieldwork.wake_v1('default')")
                try await queue.wait(for: "both") { try await queue.count("select from fieldwork_store.effects") == 2 }
            }
        }
    }
}

/// A kind whose attempts may run for a moment only.
struct Brief: JobHandler {
    struct Arguments: Codable, Sendable {}

    static let kind = JobKind(
        "brief", timeout: .milliseconds(200), backoff: Backoff(base: .milliseconds(20), limit: .milliseconds(20)))

    let script: @Sendable (JobContext) async throws -> Outcome

    init(_ script: @escaping @Sendable (JobContext) async throws -> Outcome) { self.script = script }

    func run(_ arguments: Arguments, _ context: JobContext) async throws -> Outcome { try await script(context) }
}

struct Picky: JobHandler {
    struct Arguments: Decodable, Sendable { let number: Int }
    static let kind = JobKind("picky")
    func run(_ arguments: Arguments, _ context: JobContext) async throws -> Outcome { .commit(.none) }
}
