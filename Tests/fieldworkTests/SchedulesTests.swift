import TestSupport
import Testing

@Suite("fieldwork schedules")
struct SchedulesTests {
    private static func add(
        _ study: TestStudy, _ name: String, _ expression: String, _ more: String...
    ) async throws
        -> Program.Outcome
    {
        try await study.fieldwork.run(
            ["schedules", "add", name, expression, "--kind", "classify_cluster", "--study", "pilot"] + more)
    }

    @Test("are added, listed, paused, resumed and removed")
    func life() async throws {
        try await TestStudy.imported { study in
            #expect(try await study.expect("schedules") == "No schedules.\n")
            let added = try await Self.add(study, "nightly", "30 6 * * MON-FRI", "--arguments", #"{"cluster": 1}"#)
            #expect(added.output.masked == "Schedule nightly fires next at 0000-00-00 00:00:00.\n" && added.status == 0)
            let list = try await study.expect("schedules").masked
            #expect(
                list == """
                    Name     When              Zone         Kind              Study  Next
                    -------  ----------------  -----------  ----------------  -----  -------------------
                    nightly  30 6 * * MON-FRI  Asia/Taipei  classify_cluster  pilot  0000-00-00 00:00:00

                    """)
            for (verb, said) in [
                ("resume", "Schedule nightly was not paused."), ("pause", "Schedule nightly is paused."),
                ("pause", "Schedule nightly was paused already."),
            ] { #expect(try await study.expect("schedules", verb, "nightly") == said + "\n") }
            let paused = try JSON.list(try await study.expect("schedules", "list", "--json"))
            #expect(paused[0]["pausedBy"] as? String == "postgres")
            #expect(paused[0]["arguments"] as? [String: Int] == ["cluster": 1])
            #expect(try await study.expect("schedules", "resume", "nightly") == "Schedule nightly goes on.\n")
            let unasked = try await study.fieldwork("schedules", "remove", "nightly")
            #expect(unasked.status == 64)
            #expect(try await study.expect("schedules", "remove", "nightly", "--yes") == "Schedule nightly is removed.\n")
            let missed = try await study.fieldwork("schedules", "remove", "nightly", "--language", "zh")
            #expect(missed.status == 65 && missed.errors == "fieldwork: 沒有排程「nightly」。現有：–。\n")
        }
    }

    @Test("say in which field an expression is wrong, what was expected and what came")
    func refusals() async throws {
        try await TestStudy.imported { study in
            for (expression, said) in [
                ("61 * * * *", "minute '61': expected a number from 0 to 59, a range or *."),
                ("0 0 * * MOON", "weekday 'MOON': expected a number from 0 to 7, a name from SUN to SUN, a range or *."),
                ("0 22-6 * * *", "hour '22-6': expected a range from the lower to the higher."),
                ("5/10 * * * *", "minute '5/10': expected a step after * or a range, such as */5."),
                ("* * * *", "an expression has five fields (minute hour day month weekday), and this has 4."),
                (
                    "@often",
                    "there is no '@often'. There is: @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly."
                ),
                ("0 0 30 2 *", "there is no such date: none of the months has any of the days."),
            ] {
                let outcome = try await Self.add(study, "wrong", expression)
                #expect(outcome.status == 65 && outcome.errors == "fieldwork: \(said)\n")
            }
            let chinese = try await Self.add(study, "wrong", "0 0 * 13 *", "--language", "zh")
            #expect(chinese.errors == "fieldwork: 月欄「13」：須為1 至 12 的數字或 JAN 至 DEC 的名稱、範圍或 *。\n")
            for (arguments, said) in [
                (["--time-zone", "CEST"], "the database knows no time zone 'CEST'. Give its full name, such as Asia/Taipei."),
                (["--arguments", "[1]"], #"--arguments is a JSON object of no more than 8192 bytes, such as '{"cluster": 1}'."#),
            ] {
                let command = ["schedules", "add", "wrong", "@daily", "--kind", "classify_cluster", "--study", "pilot"]
                let outcome = try await study.fieldwork.run(command + arguments)
                #expect(outcome.status == 65 && outcome.errors == "fieldwork: \(said)\n")
            }
            let kind = try await study.fieldwork("schedules", "add", "wrong", "@daily", "--kind", "sweep", "--study", "pilot")
            #expect(
                kind.errors
                    == "fieldwork: there is no kind 'sweep'. There is: classify_cluster, code_transcript, process_document.\n")
            #expect(try await Self.add(study, "once", "@daily").status == 0)
            let twice = try await Self.add(study, "once", "@daily")
            #expect(
                twice.status == 65
                    && twice.errors
                        == "fieldwork: there is a schedule 'once' already. To change it, remove it first: `fieldwork schedules remove`.\n"
            )
        }
    }
}
