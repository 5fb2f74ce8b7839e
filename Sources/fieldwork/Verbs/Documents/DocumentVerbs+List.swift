import ArgumentParser
import Postgres
import Reports
import SourceFiles
import Storage
import Transcripts

extension DocumentType: ExpressibleByArgument {}

extension DocumentVerbs {
    struct List: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Lists documents, the newest first.",
            usage: "fieldwork documents [list] [<options>]")

        @Option(help: ArgumentHelp("Only documents of this study.", valueName: "code"))
        var study: String?

        @Option(help: ArgumentHelp("Only documents of this cluster.", valueName: "code"))
        var cluster: String?

        @Option(help: ArgumentHelp("Only documents of this type, such as transcript.", valueName: "type"))
        var type: DocumentType?

        @Option(help: ArgumentHelp("Only documents that stand here.", valueName: "status"))
        var status: DocumentStatus?

        @OptionGroup var limit: LimitOptions
        @OptionGroup var format: JSONOptions
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            let target = try await ListTarget(study: study, cluster: cluster, on: connection)
            let filter = DocumentFilter(
                study: target.study, cluster: target.cluster, type: type, status: status?.rawValue, limit: limit.limit + 1)
            let documents = limit.cut(try await connection.execute(ListDocuments(filter)), output)
            if format.json { return output.json(.array(documents.map { .object($0.json) })) }
            if documents.isEmpty { return output.line(zh: "沒有文件。", en: "No documents.") }
            output.table(
                [
                    .init("編號", "Id", .right), .init("研究", "Study", overflow: .truncate), .init("群聚", "Cluster"),
                    .init("受訪者", "Who"), .init("類別", "Type", overflow: .truncate), .init("狀態", "Status"),
                    .init("建議", "Sugg.", .right), .init("檔名", "File", overflow: .truncate),
                ],
                documents.map { document in
                    [
                        "\(document.id)", document.study, document.cluster, document.participant ?? "",
                        document.typeName[output.language], DocumentStatus.name(of: document.status, in: output.language),
                        "\(document.suggestions)", document.fileName,
                    ]
                })
        }
    }
}

extension DocumentLine {
    var typeName: LocalizedText {
        DocumentType(rawValue: type)?.name ?? LocalizedText(zh: type, en: type)
    }

    /// The fields of its JSON, for the list and at the head of its story.
    var json: [(name: String, value: JSONText)] {
        [
            ("id", .integer(id)), ("study", .string(study)), ("cluster", .string(cluster)),
            ("participant", .string(participant)), ("type", .string(type)), ("fileName", .string(fileName)),
            ("bytes", .integer(bytes)), ("status", .string(status)), ("problem", .string(problem)),
            ("suggestions", .integer(suggestions)), ("submittedAt", .time(submittedAt)),
            ("submittedBy", .string(submittedBy)),
        ]
    }
}
