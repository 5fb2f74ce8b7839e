@testable import Jobs
import Postgres
import Testing

/// Invariant 9, where an enqueuer says what else of its key counts: one job, and nobody waits who does not use the key.
@Suite struct UniqueStatesTests {
    private static func enqueue(
        _ queue: QueueHarness, _ key: String = "a", window: Duration? = nil, states: [JobState] = JobState.allCases
    ) async throws -> Int64 {
        try await queue.enqueue(Scripted.kind) { $0.unique = Uniqueness(key: key, window: window, states: states) }
    }

    @Test func aJobInOneOfTheStatesIsReturned() async throws {
        try await QueueHarness.run { queue in
            let process = try await queue.begin()
            let first = try await Self.enqueue(queue)
            let running = try await queue.claim(for: process)[0]
            #expect(try await Self.enqueue(queue, states: [.running]) == first)
            #expect(try await queue.settler.commit(.none, for: running.key) == .done)
            #expect(try await Self.enqueue(queue, states: [.completed, .discarded]) == first)
            let second = try await Self.enqueue(queue, states: [.running, .retryable])
            #expect(second != first)
            #expect(try await Self.enqueue(queue, "b") != second)
            let other = try await queue.enqueue(JobKind("other")) { $0.unique = Uniqueness(key: "a", states: JobState.allCases) }
            #expect(![first, second].contains(other))
            // The newest of several is the one.
            #expect(try await Self.enqueue(queue) == second)
        }
    }

    /// What the enqueuer writes beside it is there to be read before the job can start, whatever else counts.
    @Test func aWaitingJobIsLockedUntilItsEnqueuerCommits() async throws {
        try await QueueHarness.run { queue in
            let job = try await Self.enqueue(queue)
            let process = try await queue.begin()
            let enqueue = """
                select fieldwork_jobs.enqueue('scripted', '{}', null, 'default', 5::smallint, null, 'a', 5::smallint, null, null,
                    null, null, '{available,running,completed}')
                """
            let early = try await queue.holding(enqueue) { try await queue.claim(for: process) }
            #expect(early.isEmpty)
            #expect(try await queue.claim(for: process).map(\.id) == [job])
        }
    }

    @Test func onlyWhatWasCreatedWithinTheWindowCounts() async throws {
        try await QueueHarness.run { queue in
            let old = try await Self.enqueue(queue)
            try await queue.run(
                """
                update fieldwork_jobs.jobs set state = 'completed', finished_at = clock_timestamp(),
                    created_at = clock_timestamp() - interval '1 hour'
                """)
            #expect(try await Self.enqueue(queue, window: .seconds(7200)) == old)
            #expect(try await Self.enqueue(queue) == old)
            let new = try await Self.enqueue(queue, window: .seconds(1800))
            #expect(new != old)
            #expect(try await Self.enqueue(queue, window: .seconds(1800)) == new)
        }
    }

    /// One that runs does not hold the key in the index: without a lock, all of them would find none and make one each.
    @Test func manyAtOnceMakeOneJob() async throws {
        try await QueueHarness.run { queue in
            let process = try await queue.begin()
            for round in 1...10 {
                let ids = try await withThrowingTaskGroup(of: Int64.self) { group in
                    for number in 1...32 {
                        group.addTask {
                            let id = try await Self.enqueue(queue, "\(round)")
                            // The first that is through has its job claimed at once: it is not in the index any more.
                            if number % 4 == 0 { _ = try await queue.claim(for: process) }
                            return id
                        }
                    }
                    return try await group.reduce(into: Set()) { $0.insert($1) }
                }
                #expect(ids.count == 1)
                #expect(try await queue.count("select from fieldwork_jobs.jobs") == round)
            }
        }
    }

    /// Two that look at the same moment, while the job of the first is being claimed: the second sees it all the same.
    @Test func whoeverLooksWaitsForWhoeverEnqueues() async throws {
        try await QueueHarness.run { queue in
            let enqueuing = """
                select fieldwork_jobs.enqueue('scripted', '{}', null, 'default', 5::smallint, null, 'a', 3::smallint, null, null, null,
                    null, '{running}');
                update fieldwork_jobs.jobs set state = 'running', token = gen_random_uuid(), incarnation = gen_random_uuid()
                where unique_key = 'a';
                """
            let gate = Gate()
            let second = try await withThrowingTaskGroup(of: Int64.self) { group in
                group.addTask {
                    try await queue.pool.withTransaction { connection in
                        try await connection.executeScript(enqueuing)
                        try await gate.arrive()
                        return 0
                    }
                }
                await gate.untilReached()
                group.addTask { try await Self.enqueue(queue, states: [.running]) }
                // Others are not kept waiting: another key, the same key of another kind, and none.
                _ = try await Self.enqueue(queue, "b")
                try await queue.enqueue(JobKind("other")) { $0.unique = Uniqueness(key: "a", states: [.running]) }
                try await queue.enqueue(Scripted.kind)
                try await queue.wait(for: "the second to wait") {
                    try await queue.count(
                        "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()") == 1
                }
                gate.open()
                return try await group.reduce(0, max)
            }
            #expect(try await queue.state(of: second).state == "running")
            #expect(try await queue.count("select from fieldwork_jobs.jobs where unique_key = 'a' and kind = 'scripted'") == 1)
        }
    }

    /// A job that comes back, by whatever way, meets no other of its key, and neither is lost.
    @Test func aJobThatComesBackNeverCollides() async throws {
        try await QueueHarness.run { queue in
            let process = try await queue.begin()
            let first = try await Self.enqueue(queue, states: [.running])
            let running = try await queue.claim(for: process)[0]
            // A window that the first is outside of: a second job under the same key waits.
            let second = try await Self.enqueue(queue, window: .zero)
            #expect(second != first)
            let failure = FailAttempt(attempt: running.key, reason: "test", isPermanent: false, delay: .zero)
            #expect(try await queue.settler.fail(failure, alongside: PostgresBatch()) == "retryable")
            #expect(try await queue.pool.execute(PromoteDueJobs(lookBack: .seconds(60), limit: 10)).count == 1)
            #expect(try await queue.claim([Scripted.kind], 10, for: process).map(\.id).sorted() == [first, second])
            try await queue.run("update fieldwork_jobs.incarnations set ended_at = clock_timestamp()")
            #expect(try await queue.pool.execute(RecoverJobs(lookBack: .seconds(60), limit: 10)).count == 2)
            for job in [first, second] {
                #expect(try await queue.holds("fieldwork_jobs.cancel(\(job)) and fieldwork_jobs.retry(\(job))"))
            }
            #expect(try await queue.claim([Scripted.kind], 10, for: try await queue.begin()).count == 2)
        }
    }

    /// A key of many finished jobs costs an enqueuer no more than one of a few, whether it asks for them or for others.
    @Test func aLookupReadsAFewPages() async throws {
        try await QueueHarness.run { queue in
            try await queue.run(
                """
                insert into fieldwork_jobs.jobs (queue, kind, unique_key, state, finished_at, token)
                    select 'default', 'scripted', case when n % 2 = 0 then 'a' else n::text end, 'completed', now(), gen_random_uuid()
                    from generate_series(1, 20000) n;
                """)
            try await queue.run("vacuum analyze fieldwork_jobs.jobs")
            let asked: [(key: String, states: [JobState])] = [
                ("a", [.completed]), ("none has it", [.completed]), ("a", [.running]), ("a", JobState.unfinished),
            ]
            for (key, states) in asked {
                var job = NewJob(kind: Scripted.kind, arguments: "{}")
                job.unique = Uniqueness(key: key, states: states)
                let pages = try await queue.pool.withConnection { [job] connection in
                    // The first time it reads the catalog, too.
                    _ = try await connection.execute(EnqueueJob(job))
                    return try await connection.execute(Explain(EnqueueJob(job)))[0].pages
                }
                // A few for each state and each index that a new job is entered into, and none for a finished one.
                #expect(pages < 100)
            }
        }
    }
}
