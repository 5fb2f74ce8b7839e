@testable import Jobs
import Testing

@Suite struct CronExpressionTests {
    @Test(
        arguments: [
            ("*", 0...59), ("7", 7...7), ("7-9", 7...9), ("08", 8...8),
        ] as [(String, ClosedRange<Int16>)])
    func aFieldIsAStarAValueOrARange(field: String, expected: ClosedRange<Int16>) throws {
        #expect(try CronExpression("\(field) * * * *").minutes == Array(expected))
    }

    @Test(
        arguments: [
            ("*/15", [0, 15, 30, 45]), ("10-30/10", [10, 20, 30]), ("10-29/10", [10, 20]), ("5,1,5,3-4", [1, 3, 4, 5]),
            ("*/59,58", [0, 58, 59]), ("0-59/9999", [0]),
        ] as [(String, [Int16])])
    func listsAndStepsAreSortedAndEachOnce(field: String, expected: [Int16]) throws {
        #expect(try CronExpression("\(field) * * * *").minutes == expected)
    }

    @Test func monthsAndWeekdaysHaveNames() throws {
        let expression = try CronExpression("0 0 * jan,MAR-may Mon-Wed,sat")
        #expect(expression.months == [1, 3, 4, 5])
        #expect(expression.weekdays == [1, 2, 3, 6])
    }

    @Test(arguments: [
        ("0", [0]), ("7", [0]), ("FRI-SUN", [0, 5, 6]), ("5-7", [0, 5, 6]), ("SUN-TUE", [0, 1, 2]), ("*/2", [0, 2, 4, 6]),
    ])
    func sundayIsBothEndsOfTheWeek(field: String, expected: [Int16]) throws {
        #expect(try CronExpression("0 0 * * \(field)").weekdays == expected)
    }

    /// Vixie's rule: a field that begins with a star restricts, one that does not is an alternative.
    @Test(arguments: [
        ("0 0 13 * FRI", false), ("0 0 13 * *", true), ("0 0 * * FRI", true), ("0 0 */2 * FRI", true), ("0 0 13 * */2", true),
    ])
    func daysAreAlternativesWhereBothAreGiven(text: String, needsBothDays: Bool) throws {
        #expect(try CronExpression(text).needsBothDays == needsBothDays)
    }

    @Test func shorthandsStandForFiveFields() throws {
        for (shorthand, meaning) in CronExpression.shorthands {
            let (short, long) = (try CronExpression(shorthand), try CronExpression(meaning))
            #expect(short.text == shorthand)
            #expect(short.minutes == long.minutes && short.hours == long.hours && short.monthDays == long.monthDays)
            #expect(short.months == long.months && short.weekdays == long.weekdays)
        }
        #expect(try CronExpression(" @Daily ").hours == [0])
    }

    @Test(
        arguments: [
            ("", .fieldCount(0)), ("* * * *", .fieldCount(4)), ("* * * * * *", .fieldCount(6)), ("@daily 5", .fieldCount(2)),
            ("@reboot", .shorthand("@reboot")),
            ("60 * * * *", .field(.minute, .value, found: "60")), ("* 24 * * *", .field(.hour, .value, found: "24")),
            ("* * 0 * *", .field(.monthDay, .value, found: "0")), ("* * 32 * *", .field(.monthDay, .value, found: "32")),
            ("* * * 13 *", .field(.month, .value, found: "13")), ("* * * * 8", .field(.weekday, .value, found: "8")),
            ("* * * MON *", .field(.month, .value, found: "MON")), ("1,,2 * * * *", .field(.minute, .value, found: "")),
            ("-1 * * * *", .field(.minute, .value, found: "-1")), ("+1 * * * *", .field(.minute, .value, found: "+1")),
            ("１ * * * *", .field(.minute, .value, found: "１")),
            ("99999999999999999999 * * * *", .field(.minute, .value, found: "99999999999999999999")),
            ("1-2-3 * * * *", .field(.minute, .value, found: "1-2-3")), ("** * * * *", .field(.minute, .value, found: "**")),
            ("30-10 * * * *", .field(.minute, .order, found: "30-10")),
            ("0 0 * * FRI-MON", .field(.weekday, .order, found: "FRI-MON")),
            ("*/0 * * * *", .field(.minute, .step, found: "*/0")), ("*/ * * * *", .field(.minute, .step, found: "*/")),
            ("5/15 * * * *", .field(.minute, .step, found: "5/15")), ("*/1/2 * * * *", .field(.minute, .step, found: "*/1/2")),
            ("0 0 30 2 *", .never), ("0 0 31 4,6,9,11 *", .never),
        ] as [(String, CronProblem)])
    func whatIsNoneIsRefusedWithItsPlace(text: String, problem: CronProblem) {
        #expect(throws: problem) { try CronExpression(text) }
    }

    @Test(arguments: ["0 0 29 2 *", "0 0 31 1,2 *", "0 0 30 2 MON", "0 0 31 4 0-6"])
    func whatComesSometimesIsNotNever(text: String) {
        #expect(throws: Never.self) { try CronExpression(text) }
    }
}
