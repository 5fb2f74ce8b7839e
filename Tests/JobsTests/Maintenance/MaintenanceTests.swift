@testable import Jobs
import Postgres
import Testing

/// Invariant 11: upkeep knows no kinds, waits for nobody and looks again before it writes.
@Suite struct MaintenanceTests {
    @Test func unknownKindsAreLeftAlone() async throws {
        try await QueueHarness.run { queue in
            let unknown = try await queue.enqueue(JobKind("from-a-newer-release"))
            let elsewhere = try await queue.enqueue(Scripted.kind) { $0.queue = "elsewhere" }
            let before = try await queue.everything()
            try await queue.process(queue.parts([Scripted { .effect(of: $0) }])) {
                let known = try await queue.enqueue(Scripted.kind)
                try await queue.wait(for: known) { $0.state == "completed" }
                // Upkeep has gone round, and the sweeps too.
                let due = try await queue.enqueue(Scripted.kind) { $0.delay = .milliseconds(300) }
                try await queue.wait(for: due) { $0.state == "completed" }
            }
            try await queue.run(
                "delete from fieldwork_jobs.jobs where id not in (\(unknown), \(elsewhere)); truncate fieldwork_store.effects")
            #expect(try await queue.everything() == before)
        }
    }

    @Test func dueJobsOfAnyKindArePromoted() async throws {
        try await QueueHarness.run { queue in
            let due = try await queue.enqueue(JobKind("unknown")) { $0.delay = .milliseconds(1) }
            let old = try await queue.enqueue(JobKind("unknown")) { $0.delay = .milliseconds(1) }
            let future = try await queue.enqueue(JobKind("unknown")) { $0.delay = .seconds(3600) }
            try await queue.run("update fieldwork_jobs.jobs set scheduled_at = scheduled_at - interval '1 day' where id = \(old)")
            try await queue.process(queue.parts([])) {
                for job in [due, old] { try await queue.wait(for: job) { $0.state == "available" } }
            }
            #expect(try await queue.state(of: future).state == "scheduled")
        }
    }

    /// What only a full look finds makes it fail each time: due jobs are promoted, jobs recovered and schedules fired all the same.
    @Test func aStepThatFailsKeepsNoOtherFromItsTurn() async throws {
        try await QueueHarness.run { queue in
            let lost = try await queue.begin()
            let running = try await queue.enqueue(JobKind("unknown"))
            _ = try await queue.claim([JobKind("unknown")], for: lost)
            let old = try await queue.enqueue(JobKind("unknown")) { $0.delay = .milliseconds(1) }
            try await queue.run(
                """
                update fieldwork_jobs.jobs set scheduled_at = scheduled_at - interval '1 day' where id = \(old);
                create function public.refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
                create trigger refuse before update on fieldwork_jobs.jobs for each row when (old.id = \(old))
                    execute function public.refuse();
                """)
            try await queue.process(queue.parts([])) {
                try await queue.wait(for: "the full look to fail") {
                    queue.log.lines("database did not answer").contains { $0.metadata["during"] == "promotion of all" }
                }
                let due = try await queue.enqueue(JobKind("unknown")) { $0.delay = .milliseconds(1) }
                try await queue.wait(for: due) { $0.state == "available" }
                try await queue.run("update fieldwork_jobs.incarnations set ended_at = clock_timestamp() where id = '\(lost)'")
                try await queue.wait(for: running) { $0.state == "available" }
            }
            #expect(try await queue.state(of: old).state == "scheduled")
            #expect(queue.log.lines("database did not answer").allSatisfy { $0.metadata["during"] == "promotion of all" })
        }
    }

    /// Every statement of upkeep against a row that another transaction is just changing: it is passed by, and found changed
    /// the next time.
    @Test func aRowInSomebodysHandsIsPassedByAndLookedAtAgain() async throws {
        try await QueueHarness.run { queue in
            let lost = try await queue.begin()
            let running = try await queue.enqueue(Scripted.kind)
            _ = try await queue.claim(for: lost)
            try await queue.run("update fieldwork_jobs.incarnations set ended_at = clock_timestamp() where id = '\(lost)'")
            let due = try await queue.enqueue(Scripted.kind) { $0.delay = .milliseconds(1) }
            let finished = try await queue.enqueue(Scripted.kind)
            try await queue.run(
                """
                update fieldwork_jobs.jobs set scheduled_at = clock_timestamp() - interval '1 second' where id = \(due);
                update fieldwork_jobs.jobs set state = 'completed', finished_at = clock_timestamp() - interval '1 day' where id = \(finished);
                """)
            // The zombie settles, somebody cancels, an admin retries; none has committed yet.
            let change = """
                update fieldwork_jobs.jobs set state = 'completed', finished_at = clock_timestamp() where id = \(running);
                select fieldwork_jobs.cancel(\(due));
                select fieldwork_jobs.retry(\(finished));
                """
            func upkeep() async throws {
                _ = try await queue.pool.execute(PromoteDueJobs(lookBack: .seconds(3600), limit: 10))
                _ = try await queue.pool.execute(RecoverJobs(lookBack: .seconds(3600), limit: 10))
                _ = try await queue.pool.execute(PruneJobs(retention: .seconds(3600), limit: 10))
            }
            try await queue.holding(change) { try await upkeep() }
            try await upkeep()
            #expect(try await queue.state(of: running).state == "completed")
            #expect(try await queue.state(of: due).state == "cancelled")
            #expect(try await queue.state(of: finished).state == "available")
            #expect(try await queue.count("select from fieldwork_jobs.job_events where event = 'recovered'") == 0)
        }
    }

    @Test func finishedJobsAndOldEventsArePrunedAndNothingElse() async throws {
        try await QueueHarness.run { queue in
            try await queue.run(
                """
                insert into fieldwork_jobs.jobs (queue, kind, state, finished_at)
                    select 'default', 'scripted', s::fieldwork_jobs.job_state, clock_timestamp() - age
                    from unnest(array['completed', 'discarded', 'cancelled']) s, unnest(array[interval '1 hour', interval '40 days']) age;
                insert into fieldwork_jobs.jobs (queue, kind, created_at, scheduled_at)
                    select 'default', 'scripted', clock_timestamp() - interval '40 days', clock_timestamp() - interval '40 days';
                insert into fieldwork_jobs.job_events (job_id, event, attempt, at) select id, 'failed', 1, finished_at from fieldwork_jobs.jobs;
                insert into fieldwork_jobs.job_events (job_id, event, attempt, at) select max(id), 'snoozed', 1, clock_timestamp() - age
                    from fieldwork_jobs.jobs, unnest(array[interval '1 hour', interval '40 days']) age group by age;
                """.replacing(
                    "select id, 'failed', 1, finished_at from fieldwork_jobs.jobs",
                    with: "select id, 'failed', 1, finished_at from fieldwork_jobs.jobs where finished_at is not null"))
            let retention = Duration.seconds(30 * 86_400)
            #expect(try await queue.pool.execute(PruneJobs(retention: retention, limit: 2)) == [2])
            #expect(try await queue.pool.execute(PruneJobs(retention: retention, limit: 2)) == [1])
            #expect(try await queue.pool.execute(PruneEvents(retention: retention, limit: 10)) == [1])
            #expect(try await queue.count("select from fieldwork_jobs.jobs where state = 'available'") == 1)
            #expect(try await queue.count("select from fieldwork_jobs.jobs where state <> 'available'") == 3)
            #expect(try await queue.count("select from fieldwork_jobs.job_events") == 4)
        }
    }

    /// By job and by age, the same rows in different orders.
    @Test func onePrunesAtATime() async throws {
        try await QueueHarness.run { queue in
            try await queue.run(
                """
                insert into fieldwork_jobs.jobs (queue, kind, state, finished_at) select 'default', 'scripted', 'completed', now() - interval '40 days';
                insert into fieldwork_jobs.job_events (job_id, event, attempt, at) values (1000, 'failed', 1, now() - interval '40 days');
                insert into fieldwork_jobs.job_log (job_id, attempt, at, code, fields) values (1000, 1, now() - interval '40 days', 'x', '{}');
                """)
            let retention = Duration.seconds(30 * 86_400)
            @Sendable func prune() async throws(PostgresError) -> [Int64] {
                try await queue.pool.execute(PruneJobs(retention: retention, limit: 10))
                    + queue.pool.execute(PruneEvents(retention: retention, limit: 10))
                    + queue.pool.execute(PruneNotes(retention: retention, limit: 10))
            }
            try await queue.pool.withTransaction { connection in
                try #expect(await connection.execute(PruneEvents(retention: retention, limit: 10)) == [1])
                try #expect(await prune() == [0, 0, 0])
            }
            #expect(try await prune() == [1, 0, 1])
        }
    }

    @Test func endedProcessesArePrunedABoundedNumberAtATimeAndNoneWhoseJobsRun() async throws {
        try await QueueHarness.run { queue in
            try await queue.run(
                """
                insert into fieldwork_jobs.incarnations (id, host, pid, program_version, queues, kinds, lease, lease_until, ended_at)
                    select ('00000000-0000-0000-0000-00000000000' || n)::uuid, 'h', n, '0', '{}', '{}', '15 s', ended, ended
                    from generate_series(1, 4) n, (select clock_timestamp() - interval '40 days' as ended) long_ago;
                insert into fieldwork_jobs.jobs (queue, kind, state, incarnation, token, claimed_at)
                    select 'other', 'scripted', 'running', i.id, gen_random_uuid(), now() from fieldwork_jobs.incarnations i where pid = 1;
                """)
            for left in [2, 1, 1] {
                _ = try await queue.pool.execute(PruneJobs(retention: .seconds(30 * 86_400), limit: 2))
                #expect(try await queue.count("select from fieldwork_jobs.incarnations where host = 'h'") == left)
            }
        }
    }

    @Test func noForeignKeyLeadsFromHistoryToProcesses() async throws {
        try await QueueHarness.run { queue in
            let keys = try await queue.count(
                "select from pg_constraint where contype = 'f' and connamespace = 'fieldwork_jobs'::regnamespace")
            #expect(keys == 0)
        }
    }

    /// What upkeep does every half second stays cheap while dead rows pile up: it reads its own few rows only.
    @Test func roundsAreFlatUnderAPinnedSnapshot() async throws {
        try await QueueHarness.run { queue in
            let process = try await queue.begin()
            let lost = try await queue.begin()
            try await queue.run("update fieldwork_jobs.incarnations set ended_at = clock_timestamp() where id = '\(lost)'")
            func pages() async throws -> [Int] {
                let recovery = try await queue.pool.execute(Explain(RecoverJobs(lookBack: .seconds(60), limit: 1000)))[0]
                let promotion = try await queue.pool.execute(Explain(PromoteDueJobs(lookBack: .seconds(60), limit: 1000)))[0]
                return [recovery.pages, promotion.pages]
            }
            let before = try await pages()
            try await queue.holding("select count(*) from fieldwork_jobs.jobs") {
                for _ in 1...10 {
                    try await queue.run(FlatClaimTests.ready(1000))
                    let jobs = try await queue.claim([Scripted.kind], 1000, for: process)
                    _ = try await queue.settler.complete(jobs.map(\.key))
                }
                for (before, after) in zip(before, try await pages()) { #expect(after <= 2 * before + 10) }
            }
        }
    }
}
