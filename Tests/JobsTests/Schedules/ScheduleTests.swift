@testable import Jobs
import Foundation
import Postgres
import Testing

/// A schedule that is due is fired once, by whomever.
@Suite struct ScheduleTests {
    private static func add(_ name: String, _ expression: String = "0 * * * *", to queue: QueueHarness) async throws {
        let schedule = NewSchedule(
            name: name, expression: try CronExpression(expression), timeZone: "Europe/Berlin",
            job: NewJob(kind: Scripted.kind, arguments: #"{"of": 1}"#, priority: 3))
        #expect(try await queue.pool.execute(AddSchedule(schedule)).count == 1)
    }

    private static func letComeDue(_ name: String, _ queue: QueueHarness, ago: String = "1 second") async throws {
        try await queue.run(
            "update fieldwork_jobs.schedules set next_at = clock_timestamp() - interval '\(ago)' where name = '\(name)'")
    }

    private static let allJobs = "select from fieldwork_jobs.jobs"

    @Test func aDaemonFiresWhatIsDueAndRunsIt() async throws {
        try await QueueHarness.run { queue in
            try await Self.add("hourly", to: queue)
            #expect(try await queue.holds("(select next_at > clock_timestamp() from fieldwork_jobs.schedules)"))
            try await queue.process(queue.parts([Scripted { .effect(of: $0) }])) {
                try await Self.letComeDue("hourly", queue)
                try await queue.wait(for: "the job") {
                    try await queue.count("\(Self.allJobs) where state = 'completed'") == 1
                }
            }
            #expect(try await queue.count(Self.allJobs) == 1)
            #expect(
                try await queue.holds(
                    """
                    (select (s.job_id, j.priority, j.arguments ->> 'of') = (j.id, 3, '1') and s.next_at > clock_timestamp()
                     from fieldwork_jobs.schedules s, fieldwork_jobs.jobs j)
                    """))
            let fired = try #require(queue.log.lines("schedule fired").first)
            #expect(fired.metadata["schedule"] == "hourly")
        }
    }

    /// Many processes, each looking as often as it can, and a schedule that comes due again and again.
    @Test func howeverManyLookItFiresOnce() async throws {
        try await QueueHarness.run { queue in
            try await Self.add("contested", to: queue)
            let rounds = 20
            for _ in 1...rounds {
                try await Self.letComeDue("contested", queue)
                let fired = try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 1...8 { group.addTask { try await queue.pool.execute(FireSchedules(limit: 10)).count } }
                    return try await group.reduce(0, +)
                }
                #expect(fired == 1)
                // Claimed and done, so that the next is another job.
                try await queue.run(
                    "update fieldwork_jobs.jobs set state = 'completed', finished_at = now() where state = 'available'")
            }
            #expect(try await queue.count(Self.allJobs) == rounds)
        }
    }

    @Test func twoDaemonsFireItOnce() async throws {
        try await QueueHarness.run { queue in
            try await Self.add("shared", to: queue)
            let handler = Scripted { .effect(of: $0) }
            try await queue.process(queue.parts([handler])) {
                try await queue.process(queue.parts([handler])) {
                    for round in 1...5 {
                        try await Self.letComeDue("shared", queue)
                        try await queue.wait(for: "firing \(round)") {
                            try await queue.count("\(Self.allJobs) where state = 'completed'") == round
                        }
                    }
                }
            }
            #expect(try await queue.count(Self.allJobs) == 5)
            #expect(queue.log.lines("schedule fired").count == 5)
        }
    }

    /// While one process is about it, another passes it by; when that one dies of it, it has not fired.
    @Test func aFiringThatWasRolledBackIsMadeUpFor() async throws {
        try await QueueHarness.run { queue in
            try await Self.add("crashed", to: queue)
            try await Self.letComeDue("crashed", queue)
            struct Crash: Error {}
            await #expect(throws: Crash.self) {
                try await queue.pool.withTransaction { connection in
                    #expect(try await connection.execute(FireSchedules(limit: 10)).count == 1)
                    #expect(try await queue.pool.execute(FireSchedules(limit: 10)) == [])
                    throw Crash()
                }
            }
            #expect(try await queue.count(Self.allJobs) == 0)
            #expect(try await queue.pool.execute(FireSchedules(limit: 10)).map(\.name) == ["crashed"])
            #expect(try await queue.count(Self.allJobs) == 1)
        }
    }

    @Test func afterAnOutageItFiresOnceAndNotForEachTimeMissed() async throws {
        try await QueueHarness.run { queue in
            try await Self.add("hourly", to: queue)
            try await Self.letComeDue("hourly", queue, ago: "3 days")
            for fired in [1, 0] { #expect(try await queue.pool.execute(FireSchedules(limit: 10)).count == fired) }
            #expect(
                try await queue.holds(
                    "(select next_at between clock_timestamp() and clock_timestamp() + interval '1 hour' from fieldwork_jobs.schedules)"
                ))
        }
    }

    @Test func whileTheLastJobWaitsItFiresNoOther() async throws {
        try await QueueHarness.run { queue in
            try await Self.add("slow", to: queue)
            for _ in 1...3 {
                try await Self.letComeDue("slow", queue)
                #expect(try await queue.pool.execute(FireSchedules(limit: 10)).map(\.job) == [1])
            }
            let process = try await queue.begin()
            _ = try await queue.claim(for: process)
            try await Self.letComeDue("slow", queue)
            #expect(try await queue.pool.execute(FireSchedules(limit: 10)).allSatisfy { $0.job != 1 })
            #expect(try await queue.count(Self.allJobs) == 2)
        }
    }

    @Test func aPausedScheduleFiresNothingAndMakesNothingUp() async throws {
        try await QueueHarness.run { queue in
            try await Self.add("paused", to: queue)
            #expect(try await queue.holds("fieldwork_jobs.pause_schedule('paused')"))
            #expect(try await queue.holds("not fieldwork_jobs.pause_schedule('paused')"))
            try await Self.letComeDue("paused", queue)
            #expect(try await queue.pool.execute(FireSchedules(limit: 10)) == [])
            #expect(try await queue.holds("fieldwork_jobs.resume_schedule('paused')"))
            #expect(try await queue.pool.execute(FireSchedules(limit: 10)) == [])
            #expect(try await queue.holds("(select next_at > clock_timestamp() from fieldwork_jobs.schedules)"))
        }
    }

    /// The server's time-zone data changed under it: it alone stops.
    @Test func aScheduleThatCannotFireIsPausedAndHoldsUpNoOther() async throws {
        try await QueueHarness.run { queue in
            for name in ["broken", "sound"] {
                try await Self.add(name, to: queue)
                try await Self.letComeDue(name, queue, ago: name == "broken" ? "1 minute" : "1 second")
            }
            try await queue.run("update fieldwork_jobs.schedules set time_zone = 'Europe/Atlantis' where name = 'broken'")
            #expect(try await queue.pool.execute(FireSchedules(limit: 10)).map(\.name) == ["sound"])
            #expect(try await queue.count(Self.allJobs) == 1)
            #expect(
                try await queue.ask("select paused_by from fieldwork_jobs.schedules where name = 'broken'") == "SQLSTATE 22023")
        }
    }

    /// Somebody holds the job that still waits: the schedule is not fired now, nor paused for it, and holds up no other.
    @Test func aScheduleWhoseJobIsHeldIsPassedBy() async throws {
        try await QueueHarness.run { queue in
            try await Self.add("held", to: queue)
            try await Self.letComeDue("held", queue)
            let waiting = try await queue.pool.execute(FireSchedules(limit: 10)).map(\.job)
            try await Self.add("free", to: queue)
            try await Self.letComeDue("held", queue, ago: "1 minute")
            try await Self.letComeDue("free", queue)
            try await queue.holding("select from fieldwork_jobs.jobs for update") {
                try #expect(await queue.pool.execute(FireSchedules(limit: 10)).map(\.name) == ["free"])
            }
            #expect(try await queue.count("select from fieldwork_jobs.schedules where paused_at is not null") == 0)
            let fired = try await queue.pool.execute(FireSchedules(limit: 10))
            #expect(fired.map(\.name) == ["held"] && fired.map(\.job) == waiting)
        }
    }

    /// The daemon asks when something may be due, and not in every round.
    @Test func aDaemonAsksOnlyWhenAScheduleMayBeDue() async throws {
        try await QueueHarness.run { queue in
            var schedules = Schedules(patience: .seconds(3600))
            #expect(try await schedules.fire(through: queue.pool, PostgresTransactionOptions()) == [])
            try await Self.add("later", to: queue)
            try await Self.letComeDue("later", queue)
            #expect(try await schedules.fire(through: queue.pool, PostgresTransactionOptions()) == [], "its patience is not over")
            var patient = Schedules(patience: .zero)
            for fired in [1, 0] {
                #expect(try await patient.fire(through: queue.pool, PostgresTransactionOptions()).count == fired)
            }
        }
    }
}
