@testable import Jobs
import Postgres
import Testing

/// Invariant 7: what a claim and the end of its jobs cost is what they hold, among a backlog, finished jobs and jobs due later, with
/// a snapshot pinned and with the statistics of an hour when nothing ran.
@Suite struct FlatSettlementTests {
    private static let batch = 500

    enum Ending: String, CaseIterable, Sendable {
        case completed, released
    }

    @Test(arguments: Ending.allCases)
    func aBatchCostsWhatItHolds(_ ending: Ending) async throws {
        try await QueueHarness.run { queue in
            let process = try await queue.begin()
            try await queue.run(
                """
                insert into fieldwork_jobs.jobs (queue, kind, state, finished_at)
                    select 'default', 'scripted', 'completed', clock_timestamp() from generate_series(1, 30000);
                insert into fieldwork_jobs.jobs (queue, kind, state, scheduled_at)
                    select 'default', 'scripted', 'scheduled', clock_timestamp() + interval '1 day' from generate_series(1, 30000);
                """)
            try await queue.run(FlatClaimTests.ready(30_000))
            try await queue.run("analyze fieldwork_jobs.jobs")
            try await queue.holding("select count(*) from fieldwork_jobs.jobs") {
                var claimer = queue.claimer()
                for mode in ["auto", "force_generic_plan"] {
                    try await queue.run("alter role \(QueueHarness.worker) set plan_cache_mode = \(mode)")
                    let claim = try await queue.explainClaim(Self.batch, for: try await queue.begin(), claimer.floors)
                    #expect(claim.pages <= 20 * Self.batch)
                    let attempts = try await claimer.claim(Self.batch, for: process).map(\.key)
                    #expect(attempts.count == Self.batch)
                    let asking = try await queue.explain(FindCancelRequests(attempts: attempts))
                    #expect(asking.pages <= 5 * Self.batch)
                    #expect(asking.mostLoops <= Self.batch)
                    #expect(!asking.uses(index: "jobs_running") && !asking.readsInOrder("jobs"))
                    let end =
                        switch ending {
                        case .completed: try await queue.explain(CompleteJobs(attempts: attempts))
                        case .released: try await queue.explain(ReleaseJobs(attempts: attempts))
                        }
                    #expect(end.pages <= 30 * Self.batch)
                    #expect(end.mostLoops <= Self.batch)
                    #expect(end.mostRows <= Self.batch)
                    #expect(!end.readsInOrder("jobs"))
                    try #expect(
                        await queue.count(
                            "select from fieldwork_jobs.jobs where incarnation = '\(process)' and state = 'running'") == 0)
                }
            }
        }
    }
}
