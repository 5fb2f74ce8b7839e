@testable import Jobs
import Postgres
import TestSupport
import Testing

/// Invariants 2 and 12: results, follow-ups and completion are written together and once, whatever happens to the answers.
@Suite struct ExactlyOnceTests {
    static let accidents: [WireProxy.Accident] = [
        .commitAnswerLost(marker: "WriteEffect"), .requestLost(marker: "WriteEffect"),
    ]

    @Test(arguments: accidents)
    func anEffectIsWrittenOnceThoughItsAnswerIsLost(_ accident: WireProxy.Accident) async throws {
        try await QueueHarness.run { queue in
            try await WireProxy.run(to: queue.database.server) { proxy in
                proxy.plan(accident)
                let follower = JobKind("follower")
                let parts = queue.parts(
                    [Scripted { .effect(of: $0, followUps: [NewJob(kind: follower, arguments: "{}")]) }], through: proxy)
                try await queue.process(parts) {
                    let job = try await queue.enqueue(Scripted.kind)
                    let row = try await queue.wait(for: job) { $0.state == "completed" }
                    #expect(row.attempt == 1)
                    try await queue.wait(for: "the worker to know") { !queue.log.lines("job completed").isEmpty }
                    #expect(try await queue.count("select from fieldwork_store.effects") == 1)
                    #expect(try await queue.count("select from fieldwork_jobs.jobs where kind = 'follower'") == 1)
                    #expect(try await queue.count("select from fieldwork_jobs.job_events") == 0)
                }
                #expect(proxy.accidents == 1)
                #expect(queue.log.lines("attempt was stale, nothing written").isEmpty)
            }
        }
    }

    @Test(arguments: ["CompleteJobs", "FailAttempt", "SnoozeAttempt"])
    func whatWasWrittenIsKnownThoughItsAnswerIsLost(_ statement: String) async throws {
        try await QueueHarness.run { queue in
            try await WireProxy.run(to: queue.database.server) { proxy in
                proxy.plan(.commitAnswerLost(marker: statement))
                let runs = Counter()
                let parts = queue.parts(
                    [
                        Scripted { _ in
                            if runs.next() > 1 || statement == "CompleteJobs" { return .commit(.none) }
                            if statement == "FailAttempt" { throw Passing() }
                            return .snooze(.milliseconds(10))
                        }
                    ], through: proxy)
                try await queue.process(parts) {
                    let job = try await queue.enqueue(Scripted.kind)
                    try await queue.wait(for: job) { $0.state == "completed" }
                    try await queue.wait(for: "the worker to know") { !queue.log.lines("job completed").isEmpty }
                }
                #expect(proxy.accidents == 1)
                #expect(runs.count == (statement == "CompleteJobs" ? 1 : 2))
                #expect(queue.log.lines("attempt was stale, nothing written").isEmpty)
                #expect(try await queue.count("select from fieldwork_jobs.job_events") == runs.count - 1)
            }
        }
    }

    @Test func jobsWhoseClaimWentUnansweredAreNotLost() async throws {
        try await QueueHarness.run { queue in
            try await WireProxy.run(to: queue.database.server) { proxy in
                let runs = Counter()
                let parts = queue.parts(
                    [
                        Scripted { context in
                            runs.next()
                            return .effect(of: context)
                        }
                    ], through: proxy)
                try await queue.process(parts) {
                    try await queue.wait(for: "a first claim") { parts.progress.isClaiming }
                    // The claim that takes the job is one of the next; claims that take nothing lose their answers too.
                    for _ in 1...3 { proxy.plan(.commitAnswerLost(marker: "ClaimJobs")) }
                    let job = try await queue.enqueue(Scripted.kind)
                    let row = try await queue.wait(for: job) { $0.state == "completed" }
                    #expect(row.attempt == 1)
                }
                #expect(proxy.accidents == 3)
                #expect(runs.count == 1)
                #expect(try await queue.count("select from fieldwork_store.effects") == 1)
            }
        }
    }

    @Test func aRefusedEffectLeavesNothingOfItself() async throws {
        try await QueueHarness.run { queue in
            try await queue.enqueue(Scripted.kind)
            let job = try await queue.claim(for: try await queue.begin())[0]
            let before = try await queue.everything()
            // The follow-up's arguments are no object, which a constraint refuses after the effect and another follow-up.
            let effect = queue.effect(
                of: job,
                followUps: [NewJob(kind: JobKind("a"), arguments: "{}"), NewJob(kind: JobKind("b"), arguments: "[]")])
            await #expect(throws: PostgresError.self) { try await queue.settler.commit(effect, for: job.key) }
            #expect(try await queue.everything() == before)
        }
    }

    @Test(arguments: ["40P01", "40001"])
    func deadlocksAndSerializationFailuresAreTriedAgain(_ code: String) async throws {
        try await QueueHarness.run { queue in
            try await queue.run(
                """
                create sequence public.tries;
                create function public.fail_twice() returns void language plpgsql as $$
                begin
                    if nextval('public.tries') <= 2 then raise exception using errcode = '\(code)'; end if;
                end $$;
                """)
            try await queue.enqueue(Scripted.kind)
            let job = try await queue.claim(for: try await queue.begin())[0]
            var effect = queue.effect(of: job)
            effect.statements.add(FailTwice())
            #expect(try await queue.settler.commit(effect, for: job.key) == .done)
            #expect(try await queue.count("select from fieldwork_store.effects") == 1)
            #expect(try await queue.state(of: job.id).state == "completed")
        }
    }

    @Test func aBatchCompletesWhatIsHeldAndDropsTheRest() async throws {
        try await QueueHarness.run { queue in
            try await queue.run(
                "insert into fieldwork_jobs.jobs (queue, kind) select 'default', 'scripted' from generate_series(1, 10)")
            let process = try await queue.begin()
            let jobs = try await queue.claim([Scripted.kind], 10, for: process)
            #expect(try await queue.settler.release(jobs.prefix(4).map(\.key)) == 4)
            let completed = try await queue.settler.complete(jobs.map(\.key).shuffled())
            #expect(Set(completed) == Set(jobs.dropFirst(4).map(\.key)))
            #expect(try await queue.count("select from fieldwork_jobs.jobs where state = 'completed'") == 6)
            #expect(try await queue.count("select from fieldwork_jobs.jobs where state = 'available'") == 4)
        }
    }

    /// Two processes settle the same jobs and their neighbours in opposite orders, with the same follow-ups: nobody waits for
    /// somebody who waits for him.
    @Test func settlementsDoNotDeadlock() async throws {
        try await QueueHarness.run { queue in
            try await queue.run(
                "insert into fieldwork_jobs.jobs (queue, kind) select 'default', 'scripted' from generate_series(1, 200)")
            let jobs = try await queue.claim([Scripted.kind], 200, for: try await queue.begin())
            // A session tells what it has counted when it ends.
            let pool = PostgresPool(queue.configuration(), size: 8, logger: .silent, acquireTimeout: .seconds(60))
            let settler = Settler(pool: pool, lease: .seconds(15))
            try await withThrowingTaskGroup { sessions in
                sessions.addTask { try await pool.run() }
                try await withThrowingTaskGroup { group in
                    for (index, job) in jobs.prefix(100).enumerated() {
                        let keys = index.isMultiple(of: 2) ? ["x", "y", "z"] : ["z", "y", "x"]
                        let followUps = keys.map { key in
                            var followUp = NewJob(kind: JobKind("follower"), arguments: "{}")
                            followUp.uniqueKey = key
                            return followUp
                        }
                        group.addTask { _ = try await settler.commit(queue.effect(of: job, followUps: followUps), for: job.key) }
                    }
                    let rest = jobs.dropFirst(100).map(\.key)
                    for batch in [rest, rest.reversed(), rest.shuffled()] {
                        group.addTask { _ = try await settler.complete(batch) }
                        group.addTask { _ = try await settler.release(batch) }
                    }
                    try await group.waitForAll()
                }
                sessions.cancelAll()
            }
            try await queue.wait(for: "the sessions to end") {
                try await queue.count(
                    "select from pg_stat_activity where usename = '\(QueueHarness.worker)' and datname = current_database()") == 0
            }
            #expect(
                try await queue.ask("select deadlocks::text from pg_stat_database where datname = current_database()") == "0")
            #expect(try await queue.count("select from fieldwork_store.effects") == 100)
            #expect(try await queue.count("select from fieldwork_jobs.jobs where kind = 'follower'") == 3)
        }
    }
}

struct FailTwice: PostgresStatement {
    static let sql = "select public.fail_twice()::text"
}
