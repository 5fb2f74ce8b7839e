import ArgumentParser
import Postgres
import Storage

extension ScheduleVerbs {
    struct Remove: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Removes a schedule.",
            usage: "fieldwork schedules remove <name> [--yes] [<options>]",
            discussion: "What it enqueued before stays in line.")

        @Argument(help: "The schedule's name.")
        var name: String

        @OptionGroup var confirmation: Confirmation
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            try await ScheduleVerbs.check(name, on: connection)
            try confirmation.ask(zh: "將移除排程「\(name)」。", en: "This removes schedule \(name).", output)
            try await connection.execute(RemoveSchedule(name: name))
            output.line(zh: "已移除排程「\(name)」。", en: "Schedule \(name) is removed.")
        }
    }
}
