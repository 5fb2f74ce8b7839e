import ArgumentParser
import Postgres
import Reports
import SourceFiles
import Storage

extension BatchVerbs {
    struct List: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Lists batches, the newest first: how far their jobs have come.",
            usage: "fieldwork batches [list] [<options>]")

        @OptionGroup var limit: LimitOptions
        @OptionGroup var format: JSONOptions
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            let batches = limit.cut(try await connection.execute(ListBatches(limit: limit.limit + 1)), output)
            if format.json { return output.json(.array(batches.map { .object($0.json) })) }
            if batches.isEmpty { return output.line(zh: "沒有批次。", en: "No batches.") }
            output.table(
                [
                    .init("編號", "Id", .right), .init("名稱", "Name", overflow: .wrap), .init("狀態", "State"),
                    .init("未完成", "Unfinished", .right), .init("完成", "Completed", .right), .init("放棄", "Discarded", .right),
                    .init("取消", "Cancelled", .right), .init("時間", "Since"),
                ],
                batches.map { batch in
                    [
                        "\(batch.id)", batch.name, batch.state[output.language], "\(batch.unfinished)", "\(batch.completed)",
                        "\(batch.discarded)", "\(batch.cancelled)", (batch.finishedAt ?? batch.createdAt).local,
                    ]
                })
        }
    }
}

extension BatchLine {
    var state: LocalizedText {
        if finishedAt != nil { return LocalizedText(zh: "結束", en: "finished") }
        return sealedAt == nil ? LocalizedText(zh: "未封", en: "unsealed") : LocalizedText(zh: "進行中", en: "open")
    }

    /// The fields of its JSON, for the list and at the head of its story.
    var json: [(name: String, value: JSONText)] {
        [
            ("id", .integer(id)), ("name", .string(name)), ("createdAt", .time(createdAt)), ("sealedAt", .time(sealedAt)),
            ("finishedAt", .time(finishedAt)), ("unfinished", .integer(unfinished)), ("completed", .integer(completed)),
            ("discarded", .integer(discarded)), ("cancelled", .integer(cancelled)), ("followUpKind", .string(followUpKind)),
            ("followUp", .integer(followUp)),
        ]
    }
}
