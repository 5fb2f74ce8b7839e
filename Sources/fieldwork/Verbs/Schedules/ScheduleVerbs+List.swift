import ArgumentParser
import Postgres
import Reports
import Storage

extension ScheduleVerbs {
    struct List: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Lists the schedules: what comes when.",
            usage: "fieldwork schedules [list] [<options>]")

        @OptionGroup var format: JSONOptions
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            let schedules = try await connection.execute(ListSchedules())
            if format.json { return output.json(.array(schedules.map(\.json))) }
            if schedules.isEmpty { return output.line(zh: "沒有排程。", en: "No schedules.") }
            output.table(
                [
                    .init("名稱", "Name", overflow: .wrap), .init("時間", "When"), .init("時區", "Zone", overflow: .wrap),
                    .init("種類", "Kind", overflow: .wrap), .init("研究", "Study", overflow: .truncate), .init("下次", "Next"),
                    .init("工作", "Job", .right), .init("暫停", "Paused by", overflow: .wrap),
                ],
                schedules.map { schedule in
                    [
                        schedule.name, schedule.expression, schedule.timeZone, schedule.kind, schedule.study ?? "",
                        schedule.pausedAt == nil ? schedule.nextAt?.local ?? "–" : "–",
                        schedule.job.map { "\($0)" } ?? "", schedule.pausedBy ?? "",
                    ]
                })
        }
    }
}

extension ScheduleLine {
    fileprivate var json: JSONText {
        .object([
            ("name", .string(name)), ("expression", .string(expression)), ("timeZone", .string(timeZone)),
            ("kind", .string(kind)), ("queue", .string(queue)), ("priority", .integer(priority)), ("study", .string(study)),
            ("arguments", .raw(arguments)), ("nextAt", .time(nextAt)), ("firedAt", .time(firedAt)), ("job", .integer(job)),
            ("pausedAt", .time(pausedAt)), ("pausedBy", .string(pausedBy)),
        ])
    }
}
