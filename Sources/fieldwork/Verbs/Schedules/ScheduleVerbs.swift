import ArgumentParser
import Postgres
import Storage

struct ScheduleVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedules", abstract: "Lists, adds, pauses and removes schedules.",
        subcommands: [List.self, Add.self, Pause.self, Resume.self, Remove.self], defaultSubcommand: List.self)

    /// Refuses a schedule that is not there.
    static func check(_ name: String, on connection: isolated PostgresConnection) async throws {
        let known = try await connection.execute(ListSchedules()).map(\.name)
        guard !known.contains(name) else { return }
        throw Failure(
            .badData, zh: "沒有排程「\(name)」。現有：\(known.isEmpty ? "–" : known.joined(separator: "、"))。",
            en: "there is no schedule '\(name)'. There is: \(known.isEmpty ? "–" : known.joined(separator: ", ")).")
    }
}
