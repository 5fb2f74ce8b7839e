import ArgumentParser
import Jobs
import Postgres
import Storage

extension QueueVerbs {
    struct Resume: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Lets a paused queue go on.",
            usage: "fieldwork queues resume <queue> [<options>]")

        @Argument(help: "The queue's name.")
        var queue: String

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            try await QueueVerbs.check(queue, on: connection)
            guard try await connection.execute(ResumeQueue(queue: queue)) == [true] else {
                return output.line(zh: "佇列「\(queue)」並未暫停。", en: "Queue \(queue) was not paused.")
            }
            _ = try await connection.execute(RingBell(queue: queue))
            output.line(zh: "佇列「\(queue)」繼續執行。", en: "Queue \(queue) goes on.")
        }
    }
}
