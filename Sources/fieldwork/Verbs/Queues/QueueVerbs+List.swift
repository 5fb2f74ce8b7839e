import ArgumentParser
import Postgres
import Reports
import Storage

extension QueueVerbs {
    struct List: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Lists the queues: who serves them, and what waits.",
            usage: "fieldwork queues [list] [<options>]")

        @OptionGroup var format: JSONOptions
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            let queues = try await connection.execute(ListQueues())
            if format.json { return output.json(.array(queues.map(\.json))) }
            if queues.isEmpty { return output.line(zh: "沒有佇列。", en: "No queues.") }
            output.table(
                [
                    .init("佇列", "Queue"), .init("程序", "Processes", .right), .init("待執行", "Ready", .right),
                    .init("執行中", "Running", .right), .init("稍後", "Later", .right), .init("最早", "Ready since"),
                    .init("暫停", "Paused"), .init("由", "By", overflow: .truncate),
                ],
                queues.map { queue in
                    [
                        queue.queue, "\(queue.processes)", "\(queue.available)", "\(queue.running)", "\(queue.later)",
                        queue.waitingSince?.local ?? "", queue.pausedAt?.local ?? "", queue.pausedBy ?? "",
                    ]
                })
        }
    }
}

extension QueueLine {
    fileprivate var json: JSONText {
        .object([
            ("queue", .string(queue)), ("processes", .integer(processes)), ("available", .integer(available)),
            ("running", .integer(running)), ("later", .integer(later)), ("waitingSince", .time(waitingSince)),
            ("pausedAt", .time(pausedAt)), ("pausedBy", .string(pausedBy)),
        ])
    }
}
