import Foundation
@testable import Jobs
import Postgres
import Testing

/// What handlers say of their jobs: kept over attempts, written for the attempt that holds the job and for no other, and in
/// nobody's way.
@Suite struct ReportTests {
    private static func log(_ queue: QueueHarness) async throws -> String {
        try await queue.ask(
            "select string_agg(concat_ws(' ', attempt, code, fields), ', ' order by id) from fieldwork_jobs.job_log")
    }

    private static func progress(_ queue: QueueHarness) async throws -> String {
        try await queue.ask(
            "select string_agg(concat_ws(' ', job_id, attempt, stage, done, total), ', ' order by job_id) from fieldwork_jobs.job_progress"
        )
    }

    @Test func bothSurviveAttempts() async throws {
        try await QueueHarness.run { queue in
            let runs = Counter()
            let handler = Scripted { context in
                let run = runs.next()
                context.report(JobProgress("counting", run - 1))
                context.report(JobProgress("counting", run, of: 3))
                context.log("counted", ["run": run, "below": -run])
                guard run > 1 else { throw Passing() }
                context.log("done")
                return .effect(of: context)
            }
            let job = try await queue.enqueue(Scripted.kind)
            _ = try await queue.process(queue.parts([handler])) {
                try await queue.wait(for: job) { $0.state == "completed" }
            }
            // The process wrote the last of it when it ended.
            #expect(
                try await Self.log(queue) == #"1 counted {"run": 1, "below": -1}, 2 counted {"run": 2, "below": -2}, 2 done {}"#)
            #expect(try await Self.progress(queue) == "\(job) 2 counting 2 3")
        }
    }

    @Test func theyAreSeenWhileTheJobRuns() async throws {
        try await QueueHarness.run { queue in
            let gate = Gate()
            let handler = Scripted { context in
                context.report(JobProgress("waiting", 1, of: 2))
                context.log("waits")
                try await gate.arrive()
                return .commit(.none)
            }
            let job = try await queue.enqueue(Scripted.kind)
            try await queue.process(queue.parts([handler])) {
                await gate.untilReached()
                try await queue.wait(for: "the report") { try await Self.progress(queue) == "\(job) 1 waiting 1 2" }
                #expect(try await Self.log(queue) == "1 waits {}")
                gate.open()
            }
        }
    }

    /// A zombie's words: of a job that was taken away, that another attempt holds, or that another attempt finished.
    @Test func aStaleAttemptWritesNothing() async throws {
        try await QueueHarness.run { queue in
            try await queue.enqueue(Scripted.kind)
            let stale = try await queue.claim(for: try await queue.begin())[0]
            let before = try await queue.count("select from fieldwork_jobs.job_events")
            func speak() async throws {
                let reports = JobReports(pool: queue.pool)
                reports.report(JobProgress("stale", 1), of: stale.key)
                reports.note(JobNote(code: "stale", fields: [], at: .now), of: stale.key)
                await reports.write()
                #expect(try await Self.log(queue) == "")
                #expect(try await Self.progress(queue) == "")
            }
            try await queue.run("update fieldwork_jobs.incarnations set ended_at = clock_timestamp()")
            _ = try await queue.pool.execute(RecoverJobs(lookBack: .seconds(60), limit: 10))
            #expect(try await queue.count("select from fieldwork_jobs.job_events") == before + 1)
            try await speak()
            let next = try await queue.claim(for: try await queue.begin())[0]
            try await speak()
            #expect(try await queue.settler.commit(.none, for: next.key) == .done)
            try await speak()
            // Recovered although it was to be cancelled: ended by somebody else, and under its token.
            try await queue.run("update fieldwork_jobs.jobs set token = '\(stale.token)', state = 'cancelled'")
            try await speak()
        }
    }

    /// Between the look at the token and the write somebody takes the job: it is passed by.
    @Test func aJobInSomebodysHandsIsPassedBy() async throws {
        try await QueueHarness.run { queue in
            let id = try await queue.enqueue(Scripted.kind)
            let job = try await queue.claim(for: try await queue.begin())[0]
            let reports = JobReports(pool: queue.pool)
            reports.report(JobProgress("late", 1), of: job.key)
            try await queue.holding("update fieldwork_jobs.jobs set token = gen_random_uuid() where id = \(id)") {
                await reports.write()
            }
            #expect(try await Self.progress(queue) == "")
        }
    }

    /// While it is written the job cannot be taken; afterwards nobody is kept waiting.
    @Test func theRowIsHeldAgainstBeingTaken() async throws {
        try await QueueHarness.run { queue in
            let id = try await queue.enqueue(Scripted.kind)
            let job = try await queue.claim(for: try await queue.begin())[0]
            try await queue.holding("select fieldwork_jobs.reporting_attempt(\(id), '\(job.token)')") {
                let isLocked = try await queue.isLocked(id)
                #expect(isLocked)
            }
            let isLocked = try await queue.isLocked(id)
            #expect(!isLocked)
        }
    }

    /// A handler that reports in a loop costs one write, and its job's own row none.
    @Test func aSecondOfReportsIsOneWrite() async throws {
        try await QueueHarness.run { queue in
            let id = try await queue.enqueue(Scripted.kind)
            let job = try await queue.claim(for: try await queue.begin())[0]
            let row = "select concat(xmin, ctid) from fieldwork_jobs.jobs where id = \(id)"
            let before = try await queue.ask(row)
            let reports = JobReports(pool: queue.pool)
            for number in 1...1000 {
                reports.report(JobProgress("looping", number, of: 1000), of: job.key)
                reports.note(JobNote(code: "looped", fields: [("number", number)], at: .now), of: job.key)
            }
            await reports.write()
            #expect(try await Self.progress(queue) == "\(id) 1 looping 1000 1000")
            #expect(try await queue.count("select from fieldwork_jobs.job_log where code = 'looped'") == JobReports.notesKept)
            #expect(
                try await queue.holds(
                    "(select fields ->> 'notes' = '\(1000 - JobReports.notesKept)' from fieldwork_jobs.job_log where code = 'log.suppressed')"
                ))
            #expect(try await queue.ask(row) == before)
            await reports.write()
            #expect(try await queue.count("select from fieldwork_jobs.job_log") == JobReports.notesKept + 1)
        }
    }

    /// What cannot be written, because the database refuses it, is nobody's failure.
    @Test func aReportThatIsRefusedFailsNoJob() async throws {
        try await QueueHarness.run { queue in
            let handler = Scripted { context in
                context.report(JobProgress("Not A Code", 1))
                context.log("Nor This")
                context.report(JobProgress("negative", -1))
                return .effect(of: context)
            }
            let job = try await queue.enqueue(Scripted.kind)
            _ = try await queue.process(queue.parts([handler])) {
                try await queue.wait(for: job) { $0.state == "completed" }
            }
            #expect(try await Self.log(queue) == "")
        }
    }

    @Test func noWordOfADocumentCanStandInALog() async throws {
        try await QueueHarness.run { queue in
            for values in [
                "'note', '{\"said\": \"words\"}'", "'note', '{\"said\": [1]}'", "'note', '[1]'", "'words of a document', '{}'",
            ] {
                await #expect(throws: PostgresError.self) {
                    try await queue.run(
                        "insert into fieldwork_jobs.job_log (job_id, attempt, code, fields) values (1, 1, \(values))")
                }
            }
        }
    }

    @Test func theyGoWithTheirJobAndNotesByAge() async throws {
        try await QueueHarness.run { queue in
            try await queue.run(
                """
                insert into fieldwork_jobs.jobs (queue, kind, state, finished_at) values ('default', 'scripted', 'completed', now() - interval '40 days');
                insert into fieldwork_jobs.jobs (queue, kind) values ('default', 'scripted');
                insert into fieldwork_jobs.job_progress (job_id, attempt, stage, done) values (1, 1, 's', 1), (2, 1, 's', 1);
                insert into fieldwork_jobs.job_log (job_id, attempt, code) values (1, 1, 'c'), (2, 1, 'c');
                insert into fieldwork_jobs.job_log (job_id, attempt, code, at) values (2, 1, 'old', now() - interval '40 days');
                """)
            let retention = Duration.seconds(30 * 86_400)
            #expect(try await queue.pool.execute(PruneJobs(retention: retention, limit: 10)) == [1])
            #expect(try await queue.pool.execute(PruneNotes(retention: retention, limit: 10)) == [1])
            #expect(try await Self.progress(queue) == "2 1 s 1")
            #expect(try await Self.log(queue) == "1 c {}")
        }
    }
}
