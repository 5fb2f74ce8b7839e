import ArgumentParser
import Jobs
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

    /// Refuses a queue that nobody ever heard of: it is a slip of the pen.
    private static func check(_ queue: String, on connection: isolated PostgresConnection) async throws {
        let known = try await connection.execute(NameQueues())
        guard !known.contains(queue) else { return }
        throw Failure(
            .badData, zh: "沒有佇列「\(queue)」。現有：\(known.joined(separator: "、"))。",
            en: "there is no queue '\(queue)'. There is: \(known.joined(separator: ", ")).")
    }
}
