import ArgumentParser
import Foundation
import Jobs
import Pipeline
import Postgres
import Storage

extension ScheduleVerbs {
    struct Add: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Has a job come by the calendar.",
            usage: """
                fieldwork schedules add <name> <expression> --kind <kind> --study <code>
                                        [--arguments <json>] [<options>]
                """,
            discussion: """
                The expression has cron's five fields: minute, hour, day of the month, month, weekday; or it is \
                \(CronExpression.shorthands.map(\.key).joined(separator: ", ")). For example, classify a cluster anew on \
                weekdays at half past six:

                  fieldwork schedules add nightly-q1 '30 6 * * MON-FRI' \\
                    --kind classify_cluster --arguments '{"cluster": 1}' --study pilot

                What clocks leave out when they are put forward comes when the gap ends; what they show twice comes the first \
                time. After an outage a schedule fires once.
                """)

        @Argument(help: "What to call it: up to 100 characters.")
        var name: String

        @Argument(help: "When it comes.")
        var expression: String

        @Option(help: "The kind of job that comes.")
        var kind: String

        @Option(help: ArgumentHelp("Code of the study it works for.", valueName: "code"))
        var study: String

        @Option(help: ArgumentHelp("What the job is about, a JSON object.", valueName: "json"))
        var arguments = "{}"

        @Option(help: ArgumentHelp("Time zone of the expression. Else the study's.", valueName: "name"))
        var timeZone: String?

        @Option(help: "Its queue.")
        var queue = "default"

        @Option(help: "0 goes first, 9 last.")
        var priority: Int16 = 5

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func validate() throws {
            if !(0...9).contains(priority) { throw ValidationError("--priority is a number from 0 to 9.") }
            if !(1...100).contains(name.unicodeScalars.count) { throw ValidationError("a name has 1 to 100 characters.") }
            if !(1...100).contains(queue.unicodeScalars.count) {
                throw ValidationError("--queue is a name of 1 to 100 characters.")
            }
        }

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            let when: CronExpression
            do { when = try CronExpression(expression) } catch { throw Failure(error) }
            let kinds = JobCatalog.fieldwork(extractor: DocumentExtractor()).kinds
            guard kinds.contains(kind) else {
                throw Failure(
                    .badData, zh: "沒有「\(kind)」這種工作。現有：\(kinds.joined(separator: "、"))。",
                    en: "there is no kind '\(kind)'. There is: \(kinds.joined(separator: ", ")).")
            }
            guard arguments.utf8.count <= 8192,
                (try? JSONSerialization.jsonObject(with: Data(arguments.utf8))) is [String: Any]
            else {
                throw Failure(
                    .badData, zh: "--arguments 須為不超過 8192 位元組的 JSON 物件，例如 '{\"cluster\": 1}'。",
                    en: "--arguments is a JSON object of no more than 8192 bytes, such as '{\"cluster\": 1}'.")
            }
            let study = try await StudyLookup.study(study, on: connection)
            let timeZone = timeZone ?? study.timeZone
            guard try await connection.execute(KnowsTimeZone(name: timeZone)) == [true] else {
                throw Failure(
                    .badData, zh: "資料庫不認得時區「\(timeZone)」。請使用全名，例如 Asia/Taipei。",
                    en: "the database knows no time zone '\(timeZone)'. Give its full name, such as Asia/Taipei.")
            }
            var job = NewJob(
                kind: JobKind(kind), arguments: arguments, studyID: study.id, queue: queue, priority: priority)
            job.maxAttempts = 5
            let schedule = NewSchedule(name: name, expression: when, timeZone: timeZone, job: job)
            guard let next = try await connection.execute(AddSchedule(schedule)).first else {
                throw Failure(
                    .badData, zh: "已有排程「\(name)」。若要更改，請先以 `fieldwork schedules remove` 移除。",
                    en: "there is a schedule '\(name)' already. To change it, remove it first: `fieldwork schedules remove`.")
            }
            output.line(
                zh: "排程「\(name)」下次執行：\(next?.local ?? "–")。", en: "Schedule \(name) fires next at \(next?.local ?? "–").")
        }
    }
}
