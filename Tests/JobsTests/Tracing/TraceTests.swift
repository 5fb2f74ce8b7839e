@testable import Jobs
import Postgres
import Testing

/// A trace goes from whoever enqueues to every line about the job, and on to whatever the job enqueues.
@Suite struct TraceTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let traceparent = "00-\(trace)-00f067aa0ba902b7-01"

    @Test(arguments: [
        "", "abc", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
        "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
    ])
    func whatIsNoTraceparentIsNone(text: String) async throws {
        #expect(TraceContext(text) == nil)
        try await QueueHarness.run { queue in
            let isOne = try await queue.holds("fieldwork_jobs.is_traceparent('\(text)')")
            #expect(!isOne)
            // Nobody's work fails for its trace.
            let current = try await queue.ask(
                "select fieldwork_jobs.current_trace() from set_config('fieldwork.traceparent', '\(text)', true)")
            #expect(current == "")
        }
    }

    /// A first job, its follow-up and the jobs of a batch and its follow-up, each with whatever can happen to it.
    @Test func itIsInEveryLineOfTheJobAndOfWhateverFollows() async throws {
        try await QueueHarness.run { queue in
            let runs = Counter()
            let follower = JobKind("follower")
            let handler = Scripted { context in
                guard runs.next() > 1 else { throw Passing() }
                var effect = Effect(followUps: [NewJob(kind: follower, arguments: "{}", queue: "elsewhere")])
                effect.enqueue(
                    NewBatch(
                        name: "traced", jobs: [NewJob(kind: follower, arguments: "{}", queue: "elsewhere")],
                        followUp: NewJob(kind: follower, arguments: "{}", queue: "elsewhere")))
                return .commit(effect)
            }
            let job = try await queue.enqueue(Scripted.kind) { $0.traceContext = Self.traceparent }
            _ = try await queue.process(queue.parts([handler])) {
                try await queue.wait(for: job) { $0.state == "completed" }
            }
            try await queue.run("update fieldwork_jobs.jobs set state = 'completed', finished_at = now() where id <> \(job)")
            _ = try await queue.pool.execute(FinishBatches(limit: 10))
            #expect(try await queue.count("select from fieldwork_jobs.jobs") == 4)
            #expect(try await queue.count("select from fieldwork_jobs.jobs where trace_context = '\(Self.traceparent)'") == 4)
            let lines = queue.log.lines.filter { $0.metadata["job_id"] == "\(job)" }
            #expect(Set(lines.map(\.message)) == ["job failed", "job completed"])
            for line in lines {
                #expect(line.metadata["trace_id"] == Self.trace, "\(line.message)")
                #expect(line.metadata["parent_id"] == "00f067aa0ba902b7", "\(line.message)")
            }
        }
    }

    @Test func aJobsOwnTraceIsKept() async throws {
        try await QueueHarness.run { queue in
            let other = "00-11111111111111111111111111111111-2222222222222222-00"
            let process = try await queue.begin()
            try await queue.enqueue(Scripted.kind) { $0.traceContext = Self.traceparent }
            let job = try await queue.claim(for: process)[0]
            let followUps = [
                NewJob(kind: JobKind("a"), arguments: "{}", traceContext: other), NewJob(kind: JobKind("b"), arguments: "{}"),
            ]
            #expect(try await queue.settler.commit(Effect(followUps: followUps).following(job), for: job.key) == .done)
            #expect(try await queue.ask("select trace_context from fieldwork_jobs.jobs where kind = 'a'") == other)
            #expect(try await queue.ask("select trace_context from fieldwork_jobs.jobs where kind = 'b'") == Self.traceparent)
            // And ends with the transaction.
            #expect(try await queue.holds("fieldwork_jobs.current_trace() is null"))
        }
    }

    /// A caller that sets it for its transaction need not hand it to every function.
    @Test func itMayBeSetForATransaction() async throws {
        try await QueueHarness.run { queue in
            try await queue.run(
                """
                begin; set local fieldwork.traceparent = '\(Self.traceparent)';
                select fieldwork_jobs.enqueue('scripted', '{}', null, 'default', 5::smallint, null, null, 5::smallint, null);
                select fieldwork_jobs.enqueue_batch('b', '[{"kind": "scripted"}]', 'scripted');
                commit;
                select fieldwork_jobs.enqueue('scripted', '{}', null, 'default', 5::smallint, null, null, 5::smallint, null);
                """)
            #expect(try await queue.count("select from fieldwork_jobs.jobs where trace_context = '\(Self.traceparent)'") == 2)
            #expect(try await queue.count("select from fieldwork_jobs.batches where trace_context = '\(Self.traceparent)'") == 1)
            #expect(try await queue.count("select from fieldwork_jobs.jobs") == 3)
        }
    }
}
