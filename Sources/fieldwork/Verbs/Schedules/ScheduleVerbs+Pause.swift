import ArgumentParser
import Postgres
import Storage

extension ScheduleVerbs {
    struct Pause: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Has a schedule fire nothing until it is resumed.",
            usage: "fieldwork schedules pause <name> [<options>]",
            discussion: "What it enqueued before stays in line.")

        @Argument(help: "The schedule's name.")
        var name: String

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            try await ScheduleVerbs.check(name, on: connection)
            if try await connection.execute(PauseSchedule(name: name)) == [true] {
                output.line(zh: "排程「\(name)」已暫停。", en: "Schedule \(name) is paused.")
            } else {
                output.line(zh: "排程「\(name)」原本就是暫停的。", en: "Schedule \(name) was paused already.")
            }
        }
    }
}
