import ArgumentParser
import Postgres
import Storage

extension ScheduleVerbs {
    struct Resume: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Lets a paused schedule go on.",
            usage: "fieldwork schedules resume <name> [<options>]",
            discussion: "It fires next when it is due from now on; what it missed is not made up for.")

        @Argument(help: "The schedule's name.")
        var name: String

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            try await ScheduleVerbs.check(name, on: connection)
            if try await connection.execute(ResumeSchedule(name: name)) == [true] {
                output.line(zh: "排程「\(name)」繼續執行。", en: "Schedule \(name) goes on.")
            } else {
                output.line(zh: "排程「\(name)」並未暫停。", en: "Schedule \(name) was not paused.")
            }
        }
    }
}
