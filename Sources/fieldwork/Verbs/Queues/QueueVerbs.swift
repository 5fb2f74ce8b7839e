import ArgumentParser
import Postgres
import Storage

struct QueueVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queues", abstract: "Lists, pauses and resumes queues.",
        subcommands: [List.self, Pause.self, Resume.self], defaultSubcommand: List.self)

    /// Refuses a queue that nobody ever heard of: it is a slip of the pen.
    static func check(_ queue: String, on connection: isolated PostgresConnection) async throws {
        let known = try await connection.execute(NameQueues())
        guard !known.contains(queue) else { return }
        throw Failure(
            .badData, zh: "沒有佇列「\(queue)」。現有：\(known.joined(separator: "、"))。",
            en: "there is no queue '\(queue)'. There is: \(known.joined(separator: ", ")).")
    }
}
