import ArgumentParser
import Postgres
import Storage

extension QueueVerbs {
    struct Pause: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Has nothing taken from a queue until it is resumed.",
            usage: "fieldwork queues pause <queue> [<options>]",
            discussion: "What runs goes on, and what is handed in waits.")

        @Argument(help: "The queue's name.")
        var queue: String

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            try await QueueVerbs.check(queue, on: connection)
            if try await connection.execute(PauseQueue(queue: queue)) == [true] {
                output.line(zh: "佇列「\(queue)」已暫停。", en: "Queue \(queue) is paused.")
            } else {
                output.line(zh: "佇列「\(queue)」原本就是暫停的。", en: "Queue \(queue) was paused already.")
            }
        }
    }
}
