import ArgumentParser
import Clusters
import Codebooks
import Coding
import Postgres
import Reports
import SourceFiles
import Storage

extension Coding.Flag: ExpressibleByArgument {}

struct Codings: DatabaseVerb {
    static let configuration = CommandConfiguration(
        abstract: "Lists the coders' suggestions with their quotations.",
        usage: "fieldwork codings [<options>]",
        discussion: """
            In the order of documents and of their text. A suggestion is a machine's proposal until a person has decided on it.
            """)

    @Option(help: ArgumentHelp("Only suggestions of this study.", valueName: "code"))
    var study: String?

    @Option(help: ArgumentHelp("Only suggestions about this cluster.", valueName: "code"))
    var cluster: String?

    @Option(help: ArgumentHelp("Only suggestions in this document.", valueName: "id"))
    var document: Int64?

    @Option(help: ArgumentHelp("Only suggestions of this code.", valueName: "code"))
    var code: String?

    @Option(help: ArgumentHelp("Only suggestions with this flag.", valueName: "flag"))
    var flag: Coding.Flag?

    @OptionGroup var limit: LimitOptions
    @OptionGroup var format: JSONOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var speech: LanguageOptions

    func perform(on connection: PostgresConnection, _ output: Output) async throws {
        let target = try await ListTarget(study: study, cluster: cluster, on: connection)
        let filter = SuggestionFilter(
            study: target.study, cluster: target.cluster, document: document, code: code, flag: flag,
            limit: limit.limit + 1)
        let suggestions = limit.cut(try await connection.execute(ListSuggestions(filter)), output)
        if format.json { return output.json(.array(suggestions.map(Self.json))) }
        if suggestions.isEmpty { return output.line(zh: "沒有編碼建議。", en: "No suggestions.") }
        let coders = Set(suggestions.map(\.coderName))
        output.table(
            [
                .init("編號", "Id", .right), .init("文件", "Doc.", .right), .init("誰", "Who"),
                .init("編碼", "Code", overflow: .wrap), .init("信心", "Trust", .right), .init("標記", "Flags", overflow: .wrap),
                .init("編碼器", "Coder"), .init("引文", "Quotation", overflow: .wrap),
            ],
            suggestions.map { suggestion in
                [
                    "\(suggestion.id)", "\(suggestion.document)", suggestion.participant ?? "–",
                    suggestion.codeName[output.language], suggestion.trust.scoreText,
                    suggestion.flags.map { Coding.Flag(rawValue: $0)?.name[output.language] ?? $0 }.joined(separator: " "),
                    coders.count > 1 ? suggestion.coderName : "", suggestion.quotation,
                ]
            })
        if coders.count == 1, let coder = coders.first {
            output.line()
            output.line(zh: "編碼器：\(coder)", en: "Coder: \(coder)")
        }
    }

    private static func json(_ suggestion: SuggestionLine) -> JSONText {
        .object([
            ("id", .integer(suggestion.id)), ("study", .string(suggestion.study)), ("cluster", .string(suggestion.cluster)),
            ("document", .integer(suggestion.document)), ("participant", .string(suggestion.participant)),
            ("codebook", .string(suggestion.codebook)), ("codebookVersion", .integer(suggestion.codebookVersion)),
            ("code", .string(suggestion.code)), ("codeName", .text(suggestion.codeName)),
            ("flags", .strings(suggestion.flags)), ("trust", .score(suggestion.trust)), ("status", .string(suggestion.status)),
            ("coder", .string(suggestion.coder)), ("coderVersion", .integer(suggestion.coderVersion)),
            ("start", .integer(suggestion.start)), ("end", .integer(suggestion.end)),
            ("quotation", .string(suggestion.quotation)),
        ])
    }
}

extension SuggestionLine {
    fileprivate var coderName: String { "\(coder) \(coderVersion)" }
}
