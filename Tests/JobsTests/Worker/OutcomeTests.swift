import Jobs
import Postgres
import Testing

@Suite struct OutcomeTests {
    @Test func anEffectAndItsCompletionAreCommittedTogether() async throws {
        try await QueueHarness.run { queue in
            let parts = queue.parts([Scripted { .effect(of: $0) }])
            try await queue.process(parts) {
                let job = try await queue.enqueue(Scripted.kind)
                let row = try await queue.wait(for: job) { $0.state == "completed" }
                #expect(row.attempt == 1)
                #expect(try await queue.count("select from fieldwork_store.effects where job_id = \(job)") == 1)
            }
        }
    }

    @Test func completionsWithoutEffectAreBatched() async throws {
        try await QueueHarness.run { queue in
            let parts = queue.parts([Scripted { _ in .commit(.none) }]) { $0.concurrency = 50 }
            try await queue.run(
                """
                insert into fieldwork_jobs.jobs (queue, kind) select 'default', 'scripted' from generate_series(1, 500)
                """)
            try await queue.process(parts) {
                let last = try await queue.enqueue(Scripted.kind)
                _ = try await queue.wait(for: last) { $0.state == "completed" }
                while try await queue.count("select from fieldwork_jobs.jobs where state <> 'completed'") > 0 {
                    await Task.yield()
                }
            }
        }
    }

    @Test func aPassingFailureIsTriedAgainAndCounted() async throws {
        let runs = Counter()
        try await QueueHarness.run { queue in
            let parts = queue.parts([
                Scripted { context in
                    if runs.next() < 3 { throw Passing() }
                    return .effect(of: context)
                }
            ])
            try await queue.process(parts) {
                let job = try await queue.enqueue(Scripted.kind)
                let row = try await queue.wait(for: job) { $0.state == "completed" }
                #expect(row.attempt == 3)
            }
        }
    }

    @Test func aJobIsDiscardedWhenItsAttemptsAreUsedUp() async throws {
        let runs = Counter()
        try await QueueHarness.run { queue in
            let parts = queue.parts([
                Scripted { _ in
                    runs.next()
                    throw Passing()
                }
            ])
            try await queue.process(parts) {
                let job = try await queue.enqueue(Scripted.kind)
                _ = try await queue.wait(for: job) { $0.state == "discarded" }
            }
        }
        #expect(runs.count == 3)
    }

    @Test func aPermanentFailureIsDiscardedAtOnce() async throws {
        try await QueueHarness.run { queue in
            let parts = queue.parts([Scripted { _ in throw Permanent() }])
            try await queue.process(parts) {
                let job = try await queue.enqueue(Scripted.kind)
                let row = try await queue.wait(for: job) { $0.state == "discarded" }
                #expect(row.attempt == 1)
                #expect(
                    try await queue.count("select from fieldwork_jobs.job_events where detail ->> 'reason' = 'test.permanent'")
                        == 1)
            }
        }
    }

    @Test func whatGoesWithADiscardIsWrittenOnceAndNotBefore() async throws {
        try await QueueHarness.run { queue in
            let parts = queue.parts([Mourned()])
            try await queue.process(parts) {
                let job = try await queue.enqueue(Mourned.kind)
                let row = try await queue.wait(for: job) { $0.state == "discarded" }
                #expect(row.attempt == 3)
                #expect(try await queue.count("select from fieldwork_store.effects where job_id = \(job)") == 1)
            }
        }
    }

    @Test func aDiscardDoesNotFailWithWhatGoesWithIt() async throws {
        try await QueueHarness.run { queue in
            try await queue.run("alter table fieldwork_store.effects add constraint none_at_all check (false) not valid")
            let parts = queue.parts([Mourned()])
            try await queue.process(parts) {
                let job = try await queue.enqueue(Mourned.kind)
                _ = try await queue.wait(for: job) { $0.state == "discarded" }
            }
        }
    }

    @Test func snoozingCountsNoAttempt() async throws {
        let runs = Counter()
        try await QueueHarness.run { queue in
            let parts = queue.parts([
                Scripted { context in runs.next() < 4 ? .snooze(.milliseconds(20)) : .effect(of: context) }
            ])
            try await queue.process(parts) {
                let job = try await queue.enqueue(Scripted.kind)
                let row = try await queue.wait(for: job) { $0.state == "completed" }
                #expect(row.attempt == 1)
            }
        }
    }

    @Test func anEffectTheDatabaseRefusesFailsTheAttemptAndWritesNothing() async throws {
        try await QueueHarness.run { queue in
            let parts = queue.parts([
                Scripted { context in
                    // A follow-up the table's constraint refuses, after a row of the effect log.
                    .effect(of: context, followUps: [NewJob(kind: Scripted.kind, arguments: "[]")])
                }
            ])
            try await queue.process(parts) {
                let job = try await queue.enqueue(Scripted.kind)
                _ = try await queue.wait(for: job) { $0.state == "discarded" }
                #expect(try await queue.count("select from fieldwork_store.effects") == 0)
                #expect(
                    try await queue.count("select from fieldwork_jobs.job_events where detail ->> 'reason' = 'database.23514'")
                        == 3)
            }
        }
    }
}

/// Never succeeds, and notes that it was given up.
private struct Mourned: JobHandler {
    static let kind = JobKind("mourned", maxAttempts: 3, backoff: Backoff(base: .milliseconds(10), limit: .milliseconds(20)))

    func run(_ arguments: Scripted.Arguments, _ context: JobContext) async throws -> Outcome { throw Passing() }

    func whenDiscarded(_ arguments: Scripted.Arguments, _ job: ClaimedJob, reason: String) -> PostgresBatch {
        var batch = PostgresBatch()
        batch.add(WriteEffect(job: job.id))
        return batch
    }
}
