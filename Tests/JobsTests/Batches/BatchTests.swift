import Foundation
@testable import Jobs
import Postgres
import Testing

/// A batch's follow-up comes once, when nothing of the batch is left to do.
@Suite struct BatchTests {
    /// What a batch's follow-up is told.
    private struct Gatherer: JobHandler {
        struct Arguments: Codable, Sendable { let batch: FinishedBatch }
        static let kind = JobKind("gatherer")
        let told: @Sendable (FinishedBatch) -> Void

        func run(_ arguments: Arguments, _ context: JobContext) async throws -> Outcome {
            told(arguments.batch)
            return .effect(of: context)
        }
    }

    private static func jobs(_ count: Int) -> [NewJob] { (0..<count).map { _ in NewJob(kind: Scripted.kind, arguments: "{}") } }

    private static func batch(_ count: Int) -> NewBatch {
        NewBatch(name: "test", jobs: jobs(count), followUp: NewJob(kind: Gatherer.kind, arguments: #"{"for": 7}"#))
    }

    private static let followUps = "select from fieldwork_jobs.jobs where kind = 'gatherer'"

    @Test func theFollowUpComesWhenAllAreDoneAndSeesWhatTheyCameTo() async throws {
        try await QueueHarness.run { queue in
            let (told, tell) = AsyncStream.makeStream(of: FinishedBatch.self)
            let runs = Counter()
            let scripted = Scripted { context in
                // Of ten, two are given up.
                guard runs.next() > 2 else { throw Permanent() }
                return .effect(of: context)
            }
            let id = try await queue.process(queue.parts([scripted, Gatherer { tell.yield($0) }])) {
                let id = try await queue.pool.execute(EnqueueBatch(Self.batch(10)))[0]
                let batch = await told.first { _ in true }
                #expect(batch == FinishedBatch(id: id, completed: 8, discarded: 2, cancelled: 0))
                try await queue.wait(for: "the follow-up") {
                    try await queue.count("\(Self.followUps) and state = 'completed'") == 1
                }
                return id
            }
            #expect(try await queue.count(Self.followUps) == 1)
            #expect(
                try await queue.holds(
                    """
                    (select (completed, discarded, cancelled, finished_at is not null) = (8, 2, 0, true)
                     and follow_up = (select id from fieldwork_jobs.jobs where kind = 'gatherer' and arguments ->> 'for' = '7')
                     from fieldwork_jobs.batches where id = \(id))
                    """))
            #expect(queue.log.lines("batch finished").map { $0.metadata["batch_id"] } == ["\(id)"])
        }
    }

    @Test func aBatchIsOpenWhileAJobOfItWaitsRunsOrIsToBeTriedAgain() async throws {
        try await QueueHarness.run { queue in
            let batch = try await queue.pool.execute(EnqueueBatch(Self.batch(1)))[0]
            let finish = FinishBatches(limit: 10)
            for state in JobState.unfinished {
                try await queue.run(
                    "update fieldwork_jobs.jobs set state = '\(state.rawValue)', token = gen_random_uuid(), incarnation = gen_random_uuid()"
                )
                #expect(try await queue.pool.execute(finish) == [], "\(state)")
            }
            try await queue.run("update fieldwork_jobs.jobs set state = 'cancelled', finished_at = now()")
            #expect(try await queue.pool.execute(finish) == [FinishedNotice(batch: batch, queue: "default")])
            #expect(try await queue.holds("(select cancelled from fieldwork_jobs.batches) = 1"))
        }
    }

    @Test func itIsNotFinishedBeforeItIsSealed() async throws {
        try await QueueHarness.run { queue in
            try await queue.run("select fieldwork_jobs.create_batch('by hand', kind => 'gatherer')")
            #expect(try await queue.pool.execute(FinishBatches(limit: 10)) == [])
            #expect(try await queue.holds("fieldwork_jobs.seal_batch(1)"))
            #expect(try await queue.holds("not fieldwork_jobs.seal_batch(1)"))
            // One without a job is done at once.
            #expect(try await queue.pool.execute(FinishBatches(limit: 10)).map(\.batch) == [1])
            #expect(try await queue.count(Self.followUps) == 1)
        }
    }

    /// Many processes look at the same moment, over and over, while the jobs finish.
    @Test func howeverManyLookTheFollowUpComesOnce() async throws {
        try await QueueHarness.run { queue in
            for round in 1...10 {
                _ = try await queue.pool.execute(EnqueueBatch(Self.batch(2)))
                let process = try await queue.begin()
                let jobs = try await queue.claim([Scripted.kind], 10, for: process)
                try await withThrowingTaskGroup { group in
                    for job in jobs { group.addTask { _ = try await queue.settler.commit(.none, for: job.key) } }
                    for _ in 1...8 { group.addTask { _ = try await queue.pool.execute(FinishBatches(limit: 10)) } }
                    try await group.waitForAll()
                }
                _ = try await queue.pool.execute(FinishBatches(limit: 10))
                #expect(try await queue.count(Self.followUps) == round)
            }
        }
    }

    /// Whoever noticed it died before it could commit: nothing is finished and nothing follows, until another notices.
    @Test func finishingAndFollowUpAreOne() async throws {
        try await QueueHarness.run { queue in
            _ = try await queue.pool.execute(EnqueueBatch(Self.batch(0)))
            struct Crash: Error {}
            await #expect(throws: Crash.self) {
                try await queue.pool.withTransaction { connection in
                    #expect(try await connection.execute(FinishBatches(limit: 10)).count == 1)
                    #expect(try await queue.pool.execute(FinishBatches(limit: 10)) == [])
                    throw Crash()
                }
            }
            #expect(try await queue.count(Self.followUps) == 0)
            #expect(try await queue.count("select from fieldwork_jobs.batches where finished_at is not null") == 0)
            #expect(try await queue.pool.execute(FinishBatches(limit: 10)).count == 1)
            #expect(try await queue.count(Self.followUps) == 1)
        }
    }

    /// A job adds to its own batch in the transaction that completes it: at no moment does the batch look finished.
    @Test func aJobMayAddToItsOwnBatch() async throws {
        try await QueueHarness.run { queue in
            let batch = try await queue.pool.execute(EnqueueBatch(Self.batch(1)))[0]
            let process = try await queue.begin()
            for generation in 1...3 {
                let job = try await queue.claim(for: process)[0]
                var next = NewJob(kind: Scripted.kind, arguments: "{}")
                next.batchID = batch
                let effect = queue.effect(of: job, followUps: generation < 3 ? [next] : [])
                #expect(try await queue.settler.commit(effect, for: job.key) == .done)
                #expect(try await queue.pool.execute(FinishBatches(limit: 10)).count == (generation < 3 ? 0 : 1))
            }
            #expect(try await queue.holds("(select completed from fieldwork_jobs.batches) = 3"))
        }
    }

    @Test func anEffectEnqueuesAWholeBatchOrNothing() async throws {
        try await QueueHarness.run { queue in
            let process = try await queue.begin()
            try await queue.enqueue(Scripted.kind)
            let job = try await queue.claim(for: process)[0]
            var batch = Self.batch(2)
            batch.jobs[0].unique = Uniqueness(key: "it \"quotes\"", window: .milliseconds(1500), states: [.completed, .running])
            batch.jobs[0].delay = .seconds(60)
            batch.jobs[1].studyID = 7
            batch.jobs[1].queue = "other"
            var effect = Effect()
            effect.enqueue(batch)
            #expect(effect.queues == ["default", "other"])
            let stale = AttemptKey(id: job.id, token: UUID())
            #expect(try await queue.settler.commit(effect, for: stale) == .stale)
            #expect(try await queue.count("select from fieldwork_jobs.batches") == 0)
            #expect(try await queue.settler.commit(effect, for: job.key) == .done)
            #expect(try await queue.count("select from fieldwork_jobs.batches where sealed_at is not null") == 1)
            #expect(
                try await queue.ask(
                    """
                    select string_agg(concat_ws(' ', state, queue, study_id, unique_key), ', ' order by id) from fieldwork_jobs.jobs where batch_id = 1
                    """) == "scheduled default it \"quotes\", available other 7")
        }
    }

    /// One that takes too long, or fails for whatever reason, and one behind it.
    @Test func aBatchThatCannotBeFinishedHoldsUpNoOther() async throws {
        try await QueueHarness.run { queue in
            try await queue.run(
                """
                insert into fieldwork_jobs.batches (name, sealed_at) values ('broken', now()), ('sound', now());
                create function public.refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
                create trigger refuse before update on fieldwork_jobs.batches for each row when (old.id = 1)
                    execute function public.refuse();
                """)
            var batches = Batches(patience: .zero)
            var finished: [Int64] = []
            let limits = PostgresTransactionOptions()
            func look() async throws { try await batches.finish(through: queue.pool, limits) { finished.append($0.batch) } }
            // All at once, and then one by one.
            for _ in 1...2 { await #expect(throws: PostgresError.self) { try await look() } }
            try await look()
            #expect(finished == [2])
            try await queue.run("drop trigger refuse on fieldwork_jobs.batches")
            try await queue.wait(for: "the first to be finished") {
                try await look()
                return finished == [2, 1]
            }
        }
    }

    /// What a look costs does not grow with what is done.
    @Test func aLookReadsTheUnfinishedJobsOfOpenBatchesOnly() async throws {
        try await QueueHarness.run { queue in
            try await queue.run(
                """
                insert into fieldwork_jobs.batches (name, sealed_at) values ('open', now());
                insert into fieldwork_jobs.jobs (queue, kind, batch_id, state, finished_at)
                    select 'default', 'scripted', 1, 'completed', now() from generate_series(1, 20000);
                insert into fieldwork_jobs.jobs (queue, kind, batch_id) values ('default', 'scripted', 1);
                insert into fieldwork_jobs.jobs (queue, kind) select 'default', 'scripted' from generate_series(1, 20000);
                """)
            try await queue.run("vacuum analyze fieldwork_jobs.jobs")
            let pages = try await queue.pool.withConnection { connection in
                // The first time it reads the catalog, too.
                _ = try await connection.execute(FinishBatches(limit: 10))
                return try await connection.execute(Explain(FinishBatches(limit: 10)))[0].pages
            }
            #expect(pages < 40)
            #expect(try await queue.pool.execute(FindOpenBatches(after: 0, limit: 10)) == [1])
        }
    }

    @Test func finishedBatchesArePrunedWhenTheirTimeIsOver() async throws {
        try await QueueHarness.run { queue in
            try await queue.run(
                """
                insert into fieldwork_jobs.batches (name, sealed_at, finished_at, completed, discarded, cancelled)
                    select 'b', now(), now() - age, 0, 0, 0 from unnest(array[interval '1 hour', interval '40 days']) age;
                insert into fieldwork_jobs.batches (name, created_at) values ('never sealed', now() - interval '40 days')
                """)
            _ = try await queue.pool.execute(PruneBatches(retention: .seconds(30 * 86_400), limit: 10))
            #expect(try await queue.count("select from fieldwork_jobs.batches") == 2)
        }
    }
}
