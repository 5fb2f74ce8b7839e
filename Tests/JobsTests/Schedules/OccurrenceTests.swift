@testable import Jobs
import Foundation
import Postgres
import Testing

/// When an expression comes, by the time zones of the server.
@Suite struct OccurrenceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let expression: String
        let zone: String
        /// UTC.
        let after: String
        /// UTC, in order; as many as there are.
        let expected: [String]

        init(_ expression: String, _ zone: String, after: String, _ expected: String...) {
            (self.expression, self.zone, self.after, self.expected) = (expression, zone, after, expected)
        }

        var testDescription: String { "\(expression) in \(zone) after \(after)" }
    }

    private static func check(_ given: Case) async throws {
        try await QueueHarness.run { queue in
            var after = try #require(given.after.timestamp)
            let expression = try CronExpression(given.expression)
            for expected in given.expected {
                let next = try await queue.pool.execute(NextOccurrence(of: expression, in: given.zone, after: after))[0]
                #expect(next == expected.timestamp)
                after = try #require(next)
            }
        }
    }

    @Test(arguments: [
        Case("30 9 * * *", "UTC", after: "2026-03-01 09:29:59", "2026-03-01 09:30:00", "2026-03-02 09:30:00"),
        Case("*/20 * * * *", "UTC", after: "2026-12-31 23:30:00", "2026-12-31 23:40:00", "2027-01-01 00:00:00"),
        // Half an hour and three quarters off.
        Case("0 6 * * *", "Asia/Kolkata", after: "2026-06-01 00:00:00", "2026-06-01 00:30:00"),
        Case("*/30 * * * *", "Asia/Kathmandu", after: "2026-06-01 00:00:00", "2026-06-01 00:15:00", "2026-06-01 00:45:00"),
        // A zone whose clocks stay, and whose day begins before UTC's.
        Case("15 0 1 * *", "Asia/Taipei", after: "2026-03-20 00:00:00", "2026-03-31 16:15:00", "2026-04-30 16:15:00"),
    ])
    func comesAtItsTime(given: Case) async throws { try await Self.check(given) }

    @Test(arguments: [
        // Friday, or the thirteenth.
        Case(
            "0 0 13 * FRI", "UTC", after: "2026-03-06 00:00:00", "2026-03-13 00:00:00", "2026-03-20 00:00:00",
            "2026-03-27 00:00:00", "2026-04-03 00:00:00", "2026-04-10 00:00:00", "2026-04-13 00:00:00"),
        // Mondays on odd days.
        Case("0 0 */2 * MON", "UTC", after: "2026-03-01 00:00:00", "2026-03-09 00:00:00", "2026-03-23 00:00:00"),
        Case("0 0 31 * *", "UTC", after: "2026-01-31 00:00:00", "2026-03-31 00:00:00", "2026-05-31 00:00:00"),
        Case("0 0 29 2 *", "UTC", after: "2026-01-01 00:00:00", "2028-02-29 00:00:00", "2032-02-29 00:00:00"),
        // 2100 is no leap year.
        Case("0 0 29 2 *", "UTC", after: "2096-03-01 00:00:00", "2104-02-29 00:00:00"),
    ])
    func comesOnItsDays(given: Case) async throws { try await Self.check(given) }

    /// What comes once a day comes once on the days on which clocks are put forward and back.
    @Test(arguments: [
        // 02:30 is left out on 29 March: at the end of the gap, 03:00 of the new time.
        Case("30 2 * * *", "Europe/Berlin", after: "2026-03-28 12:00:00", "2026-03-29 01:00:00", "2026-03-30 00:30:00"),
        // 02:30 comes twice on 25 October: the first time.
        Case("30 2 * * *", "Europe/Berlin", after: "2026-10-24 12:00:00", "2026-10-25 00:30:00", "2026-10-26 01:30:00"),
        Case("30 2 * * *", "America/New_York", after: "2026-03-07 12:00:00", "2026-03-08 07:00:00", "2026-03-09 06:30:00"),
        Case("30 1 * * *", "America/New_York", after: "2026-10-31 12:00:00", "2026-11-01 05:30:00", "2026-11-02 06:30:00"),
        // All that the gap left out is one moment.
        Case("*/10 2,3 * * *", "Europe/Berlin", after: "2026-03-29 00:59:59", "2026-03-29 01:00:00", "2026-03-29 01:10:00"),
        // Half an hour forward, and at midnight.
        Case("15 2 * * *", "Australia/Lord_Howe", after: "2026-10-03 12:00:00", "2026-10-03 15:30:00", "2026-10-04 15:15:00"),
        Case("0 0 * * *", "Asia/Beirut", after: "2026-03-28 12:00:00", "2026-03-28 22:00:00", "2026-03-29 21:00:00"),
        // A whole day that a zone left out.
        Case("0 9 * * *", "Pacific/Apia", after: "2011-12-29 19:00:00", "2011-12-30 10:00:00", "2011-12-30 19:00:00"),
    ])
    func whatHasItsHourComesOnceADay(given: Case) async throws { try await Self.check(given) }

    /// What comes every hour comes as time passes.
    @Test(arguments: [
        Case(
            "30 * * * *", "Europe/Berlin", after: "2026-03-29 00:00:00", "2026-03-29 00:30:00", "2026-03-29 01:30:00",
            "2026-03-29 02:30:00"),
        Case(
            "30 * * * *", "Europe/Berlin", after: "2026-10-24 23:45:00", "2026-10-25 00:30:00", "2026-10-25 01:30:00",
            "2026-10-25 02:30:00"),
        Case(
            "*/30 * * * *", "America/New_York", after: "2026-11-01 05:30:00", "2026-11-01 06:00:00", "2026-11-01 06:30:00",
            "2026-11-01 07:00:00"),
    ])
    func whatComesEveryHourIsNotKeptFromIt(given: Case) async throws { try await Self.check(given) }

    /// Minute by minute over two years with the zone's own conversion: each moment is one the clock shows, and none is passed by.
    @Test(arguments: ["Europe/Berlin", "America/New_York", "Asia/Taipei", "Australia/Lord_Howe"])
    func noMomentIsPassedBy(zone: String) async throws {
        try await QueueHarness.run { queue in
            let expression = try CronExpression("*/30 * * * *")
            let next =
                "fieldwork_jobs.next_occurrence(at, '\(zone)', '{0,30}', \(Self.list(expression.hours)), "
                + "\(Self.list(expression.monthDays)), \(Self.list(expression.months)), \(Self.list(expression.weekdays)), true)"
            let wrong = try await queue.count(
                """
                select from generate_series(timestamptz '2026-01-01Z', '2027-12-31Z', '7 hours 13 minutes') at
                where \(next) <> (
                    select min(m) from generate_series(date_trunc('minute', at) + interval '1 minute', at + interval '2 hours', '1 minute') m
                    where extract(minute from m at time zone '\(zone)') in (0, 30))
                """)
            #expect(wrong == 0)
        }
    }

    private static func list(_ values: [Int16]) -> String { "'{\(values.map(String.init).joined(separator: ","))}'" }

    @Test func whatNeverComesHasNoNext() async throws {
        try await QueueHarness.run { queue in
            let isNever = try await queue.holds(
                "fieldwork_jobs.next_occurrence(now(), 'UTC', '{0}', '{0}', '{30}', '{2}', '{0,1,2,3,4,5,6}', true) is null")
            #expect(isNever)
        }
    }
}

extension String {
    fileprivate var timestamp: PostgresTimestamp? {
        try? PostgresTimestamp(Date(replacing(" ", with: "T") + "Z", strategy: .iso8601))
    }
}
