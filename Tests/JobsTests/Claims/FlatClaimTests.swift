import Foundation
@testable import Jobs
import Postgres
import Testing

/// Invariant 7: what a claim costs is what it takes, however much else there is. Counted in pages touched, which no load on
/// the machine changes.
@Suite struct FlatClaimTests {
    @Test func depthOfEveryKindCostsNothing() async throws {
        try await QueueHarness.run { queue in
            let process = try await queue.begin()
            try await queue.run(Self.ready(400))
            let alone = try await queue.explainClaim(100, for: process)
            try await queue.run(
                """
                insert into fieldwork_jobs.jobs (queue, kind, state, finished_at)
                    select 'default', 'scripted', 'completed', clock_timestamp() from generate_series(1, 100000);
                insert into fieldwork_jobs.jobs (queue, kind, state, scheduled_at)
                    select 'default', 'scripted', 'scheduled', clock_timestamp() + interval '1 day' from generate_series(1, 100000);
                insert into fieldwork_jobs.jobs (queue, kind) select 'paused', 'scripted' from generate_series(1, 100000);
                insert into fieldwork_jobs.jobs (queue, kind) select 'default', 'unknown' from generate_series(1, 100000);
                """)
            try await queue.run(Self.ready(400))
            // Before and after the planner knows the table, and with the plan it keeps for a prepared statement.
            for preparation in [
                "select", "analyze fieldwork_jobs.jobs",
                "alter role \(QueueHarness.worker) set plan_cache_mode = force_generic_plan",
            ] {
                try await queue.run(preparation)
                let among = try await queue.explainClaim(100, for: process)
                #expect(among.uses(index: "jobs_ready"))
                #expect(!among.readsInOrder("jobs"))
                #expect(among.pages <= 2 * alone.pages, "\(preparation)")
                #expect(among.pages <= 20 * 100)
            }
            // Other queues' and unknown kinds' jobs are as they were.
            #expect(
                try await queue.count("select from fieldwork_jobs.jobs where queue = 'paused' and state = 'available'") == 100_000
            )
            #expect(
                try await queue.count("select from fieldwork_jobs.jobs where kind = 'unknown' and state = 'available'") == 100_000
            )
        }
    }

    /// Of a paused queue not even its jobs are read.
    @Test func aPausedQueueCostsNothing() async throws {
        try await QueueHarness.run { queue in
            let process = try await queue.begin()
            try await queue.run("select fieldwork_jobs.pause('default')")
            let empty = try await queue.explainClaim(100, for: process)
            try await queue.run(Self.ready(100_000))
            for preparation in ["select", "analyze fieldwork_jobs.jobs"] {
                try await queue.run(preparation)
                let full = try await queue.explainClaim(100, for: process)
                #expect(full.pages <= empty.pages, "\(preparation)")
                #expect(full.pages <= 10)
            }
        }
    }

    enum Pin: String, CaseIterable, Sendable {
        case snapshot = "select"
        case writingTransaction = "select pg_current_xact_id()"
    }

    /// Somebody's open transaction keeps every dead row in place, and the index entries with them.
    @Test(arguments: Pin.allCases)
    func aPinnedSnapshotCostsAClaimNothing(_ pin: Pin) async throws {
        try await QueueHarness.run { queue in
            let process = try await queue.begin()
            var claimer = queue.claimer()
            // Another process's, which always comes too late.
            var onlooker = queue.claimer()
            try await queue.run(Self.ready(1))
            let alone = try await queue.explainClaim(1, for: process).pages
            let empty = try await queue.explainClaim(1, for: process).pages
            try await queue.holding("\(pin.rawValue); select count(*) from fieldwork_jobs.jobs") {
                // Draining a backlog, then the steady state in which every claim comes back short.
                for (ready, limit) in [(15000, 500)] + Array(repeating: (20, 100), count: 100) {
                    try await queue.run(Self.ready(ready))
                    while true {
                        let jobs = try await claimer.claim(limit, for: process)
                        _ = try await queue.settler.complete(jobs.map(\.key))
                        if jobs.count < limit { break }
                    }
                    #expect(try await onlooker.claim(limit, for: process).isEmpty)
                }
                for floors in [claimer.floors, onlooker.floors] {
                    #expect(try await queue.explainClaim(1, for: process, floors).pages <= 2 * empty)
                }
                for floors in [claimer.floors, onlooker.floors] {
                    try await queue.run(Self.ready(1))
                    #expect(try await queue.explainClaim(1, for: process, floors).pages <= 2 * alone)
                }
                // A claimer without floors wades through every job there ever was: the pin is one.
                try await queue.run(Self.ready(1))
                #expect(try await queue.explainClaim(1, for: process).pages > 3 * alone)
            }
        }
    }

    /// Below the low water nothing is read again, so that a sweep once a second stays cheap; only a transaction that writes,
    /// and may still bring a job, holds it down.
    @Test func theSweepLeavesBehindWhatIsDealtWith() async throws {
        try await QueueHarness.run { queue in
            let process = try await queue.begin()
            var claimer = queue.claimer()
            try await queue.holding("select count(*) from fieldwork_jobs.jobs") {
                for _ in 1...20 {
                    try await queue.run(Self.ready(100))
                    let jobs = try await claimer.claim(100, for: process)
                    _ = try await queue.settler.complete(jobs.map(\.key))
                }
                try await queue.wait(for: "the low water to reach the last position") {
                    _ = try await claimer.claim(100, for: process)
                    return claimer.floors.lowWater == 2000
                }
                var floors = claimer.floors
                #expect(floors.stretches(.sweep).isEmpty)
            }
        }
    }

    static func ready(_ count: Int) -> String {
        "insert into fieldwork_jobs.jobs (queue, kind) select 'default', 'scripted' from generate_series(1, \(count))"
    }
}

extension QueueHarness {
    func explainClaim(
        _ limit: Int, for incarnation: UUID, _ floors: ClaimFloors = ClaimFloors(kinds: ["other", "scripted"])
    ) async throws -> Plan {
        var floors = floors
        return try await explain(
            ClaimJobs(incarnation: incarnation, queue: "default", lanes: floors.stretches(.aboveFloor), limit: limit))
    }
}
