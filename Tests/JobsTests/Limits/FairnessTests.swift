import Foundation
@testable import Jobs
import Postgres
import Synchronization
import TestSupport
import Testing

/// Invariant 16: whoever has few jobs waits for a claim, and not for somebody else's backlog.
@Suite struct FairnessTests {
    @Test func aSingleJobStartsWithTheNextClaimHoweverLongTheBacklog() async throws {
        try await QueueHarness.run { queue in
            try await queue.ready(20_000, of: "1")
            let process = try await queue.begin()
            var claimer = queue.claimer()
            #expect(try await claimer.claim(3, for: process).partitions == ["1", "1", "1"])
            // The first job there ever was of this partition is met as soon as the claimer knows of it.
            try await queue.enqueue(Scripted.kind) { $0.studyID = 2 }
            var partitions: [String] = []
            for _ in 1...2 { partitions += try await claimer.claim(1, for: process).partitions }
            #expect(partitions.contains("2"))
            for limit in [1, 4] {
                for _ in 1...5 {
                    let partitions = try await claimer.claim(limit, for: process).partitions
                    #expect(partitions == Array(repeating: "1", count: limit))
                    try await queue.enqueue(Scripted.kind) { $0.studyID = 2 }
                    #expect(try await claimer.claim(limit, for: process).partitions.contains("2"))
                }
            }
        }
    }

    @Test func theOrderOfStartsInAProcess() async throws {
        try await QueueHarness.run { queue in
            try await queue.ready(2000, of: "1")
            try await queue.ready(1, of: "2")
            let starts = Mutex<[String]>([])
            let handler = Scripted { context in
                let count = starts.withLock { starts in
                    starts.append(context.job.lane.partition ?? "?")
                    return starts.count
                }
                if count.isMultiple(of: 10) { try await queue.enqueue(Scripted.kind) { $0.studyID = 2 } }
                return .commit(.none)
            }
            try await queue.process(queue.parts([handler]) { $0.concurrency = 1 }) {
                try await queue.wait(for: "a hundred") { starts.withLock { $0.count > 100 } }
            }
            let order = starts.withLock { $0 }
            // The claim after the tenth, twentieth, … job is for the one that it enqueued; one claim may have been on its way.
            let seconds = order.indices.filter { order[$0] == "2" }
            #expect(seconds.count >= 10)
            for place in stride(from: 20, to: 100, by: 10) {
                #expect(order[place...(place + 1)].contains("2"), "\(place): \(order)")
            }
        }
    }

    @Test func partitionsShareAClaimEvenlyAndTheRestGoesToWhoeverHasMore() async throws {
        try await QueueHarness.run { queue in
            for partition in ["1", "2", "3"] { try await queue.ready(100, of: partition) }
            try await queue.ready(1, of: "4")
            let process = try await queue.begin()
            var claimer = queue.claimer()
            _ = try await claimer.claim(1, for: process)
            let counts = Dictionary(grouping: try await claimer.claim(13, for: process).partitions) { $0 }.mapValues(\.count)
            #expect(counts == ["1": 4, "2": 4, "3": 4, "4": 1])
            var turns: [String] = []
            for _ in 1...6 { turns += try await claimer.claim(1, for: process).partitions }
            #expect(turns.prefix(3).sorted() == ["1", "2", "3"])
            #expect(turns.prefix(3) == turns.suffix(3))
        }
    }

    @Test func priorityGoesFirst() async throws {
        try await QueueHarness.run { queue in
            try await queue.ready(100, of: "1", priority: 4)
            try await queue.ready(100, of: "2")
            let process = try await queue.begin()
            var claimer = queue.claimer()
            for _ in 1...9 { #expect(try await claimer.claim(10, for: process).partitions == Array(repeating: "1", count: 10)) }
            #expect(Set(try await claimer.claim(20, for: process).partitions) == ["1", "2"])
        }
    }

    /// The general line has more in it than one partition's, and is read on from where it was left.
    @Test func everythingIsClaimedInTheEnd() async throws {
        try await QueueHarness.run { queue in
            for partition in ["1", "2"] { try await queue.ready(50, of: partition) }
            // Of nobody, and put there without a word.
            try await queue.run(FlatClaimTests.ready(50))
            let process = try await queue.begin()
            var claimer = queue.claimer()
            var claimed = 0
            while claimed < 150 {
                let jobs = try await claimer.claim(7, for: process)
                claimed += jobs.count
                if jobs.isEmpty { break }
            }
            #expect(claimed == 150)
            _ = try await claimer.claim(7, for: process)
            #expect(claimer.floors.order.crowded.isEmpty)
        }
    }

    /// Whoever counts what it does not get takes the backlog behind it for read.
    @Test func whatIsCommittedAfterAClaimBeganIsClaimedOrLeft() async throws {
        try await QueueHarness.run { queue in
            for partition in ["1", "2"] { try await queue.ready(30, of: partition) }
            let process = try await queue.begin()
            var claimer = Claimer(
                queue: "default", kinds: [Scripted.kind.name], pool: queue.pool, permits: queue.permits(),
                sweepInterval: .seconds(3600), deadline: .seconds(300))
            // The second one sweeps, and nobody after it.
            for _ in 1...2 { #expect(try await claimer.claim(1, for: process).count == 1) }
            // The function that picks waits here: the statement that calls it has its snapshot by then.
            try await queue.run(
                #"""
                do $$ begin
                    execute replace(pg_get_functiondef('fieldwork_jobs.pick'::regproc), E'\nbegin\n',
                        E'\nbegin\n perform pg_advisory_xact_lock_shared(16);\n');
                end $$
                """#)
            let locks = "select from pg_locks l join pg_database d on d.oid = l.database and d.datname = current_database()"
            async let insertion: Void = queue.holding("select pg_advisory_xact_lock(16)") {
                try await queue.wait(for: "the claim") {
                    try await queue.count("\(locks) where l.locktype = 'advisory' and not l.granted") == 1
                }
                try await queue.ready(10, of: "1", priority: 4)
            }
            try await queue.wait(for: "the lock") { try await queue.count("\(locks) where l.locktype = 'advisory'") == 1 }
            var counts = [try await claimer.claim(10, for: process).count]
            try await insertion
            while counts.last! > 0 { counts.append(try await claimer.claim(10, for: process).count) }
            #expect(counts == [10, 10, 10, 10, 10, 10, 8, 0])
        }
    }

    @Test func aLateCommitInAPartitionsLineIsMetByTheSweep() async throws {
        try await QueueHarness.run { queue in
            let process = try await queue.begin()
            var claimer = queue.claimer()
            _ = try await claimer.claim(10, for: process)
            try await queue.ready(1, of: "2")
            try await queue.ready(10, of: "1")
            let gate = Gate()
            try await withThrowingTaskGroup(of: Int64.self) { group in
                group.addTask {
                    try await queue.pool.withTransaction { connection in
                        var job = NewJob(kind: Scripted.kind, arguments: "{}")
                        job.studyID = 1
                        let id = try await connection.execute(EnqueueJob(job))[0]
                        try await gate.arrive()
                        return id
                    }
                }
                await gate.untilReached()
                try await queue.ready(200, of: "1")
                try await queue.ready(200, of: "2")
                var claimed: [Int64] = []
                // Past it in the line of its partition, with a backlog that lasts.
                for _ in 1...10 { claimed += try await claimer.claim(10, for: process).map(\.id) }
                gate.open()
                let late = try await group.next()!
                #expect(claimed.max()! > late)
                #expect(!claimer.floors.order.crowded.isEmpty)
                try await queue.wait(for: "the late job") {
                    claimed = try await claimer.claim(1, for: process).map(\.id)
                    return claimed.contains(late)
                }
                #expect(try await queue.count("select from fieldwork_jobs.jobs where state = 'available'") > 100)
            }
        }
    }

    /// What a claim by partition reads is what it takes, whoever keeps the dead rows in place.
    @Test func claimsByPartitionAreFlatUnderAPinnedSnapshot() async throws {
        try await QueueHarness.run { queue in
            let process = try await queue.begin()
            for partition in ["1", "2", "3"] { try await queue.ready(4000, of: partition) }
            var claimer = queue.claimer()
            _ = try await claimer.claim(10, for: process)
            let early = try await queue.explainPick(10, for: process, claimer.floors)
            try await queue.holding("select count(*) from fieldwork_jobs.jobs") {
                for _ in 1...20 {
                    let jobs = try await claimer.claim(300, for: process)
                    _ = try await queue.settler.complete(jobs.map(\.key))
                }
                let late = try await queue.explainPick(10, for: process, claimer.floors)
                #expect(late.pages <= 2 * early.pages, "\(late.pages) after \(early.pages)")
                #expect(late.pages <= 500)
            }
            for preparation in [
                "analyze fieldwork_jobs.jobs", "delete from pg_statistic where starelid = 'fieldwork_jobs.jobs'::regclass",
            ] {
                try await queue.run(preparation)
                #expect(try await queue.explainPick(10, for: process, claimer.floors).pages <= 3 * early.pages, "\(preparation)")
            }
        }
    }
}

extension QueueHarness {
    fileprivate func explainPick(_ limit: Int, for incarnation: UUID, _ floors: ClaimFloors) async throws -> Plan {
        var floors = floors
        let lanes = floors.stretches(.aboveFloor)
        let pick = PickJobs(
            incarnation: incarnation, queue: "default", lanes: lanes, needs: lanes.map { _ in [] }, budgets: [], limit: limit)
        return try await PostgresConnection.withConnection(configuration(), logger: .silent) { connection in
            // The first call of a session reads catalogues too.
            _ = try await connection.execute(Explain(pick))
            return try await connection.execute(Explain(pick))[0]
        }
    }
}
