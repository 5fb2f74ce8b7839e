import ArgumentParser
import Codebooks
import Postgres
import Reports
import SourceFiles
import Storage

extension CodebookVerbs {
    struct Show: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Shows a codebook's codes, or all there is to one code.",
            usage: "fieldwork codebook show <name> [<code>] [<options>]")

        @Argument(help: "The codebook's name.")
        var name: String

        @Argument(help: "One of its codes.")
        var code: String?

        @Option(help: ArgumentHelp("This version of it; else the newest.", valueName: "version"))
        var revision: Int?

        @OptionGroup var format: JSONOptions
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            let codebook = try await codebook(on: connection)
            if let code {
                guard let found = codebook[code] else {
                    throw Failure(
                        .badData, zh: "編碼簿「\(name)」沒有編碼「\(code)」。請見 `fieldwork codebook show \(name)`。",
                        en: "codebook '\(name)' has no code '\(code)'. See `fieldwork codebook show \(name)`.")
                }
                if format.json { output.json(found.json) } else { found.print(output) }
            } else if format.json {
                output.json(
                    .object([
                        ("codebook", .string(codebook.name)), ("version", .integer(codebook.version)),
                        ("title", .text(codebook.title)), ("summary", .text(codebook.summary)),
                        ("sha256", .string(codebook.sha256)), ("codes", .array(codebook.codes.map(\.json))),
                    ]))
            } else {
                print(codebook, output)
            }
        }

        private func codebook(on connection: PostgresConnection) async throws -> Codebook {
            guard let kept = try await connection.execute(FindCodebook(name: name, version: revision)).first else {
                let known = try await connection.execute(ListCodebooks()).map { "\($0.name) \($0.version)" }
                let wanted = revision.map { "\(name) \($0)" } ?? name
                throw Failure(
                    .badData, zh: "沒有編碼簿「\(wanted)」。現有的編碼簿：\(known.joined(separator: "、"))。",
                    en: "there is no codebook '\(wanted)'. There is: \(known.joined(separator: ", ")).")
            }
            return try CodebookReader.read(Array(kept.source.utf8)).codebook
        }

        private func print(_ codebook: Codebook, _ output: Output) {
            output.fields([
                ("編碼簿", "Codebook", "\(codebook.name) \(codebook.version)"), ("名稱", "Title", codebook.title[output.language]),
                ("說明", "Summary", codebook.summary[output.language]), ("SHA-256", "SHA-256", codebook.sha256),
            ])
            output.line()
            output.table(
                [
                    .init("編碼", "Code"), .init("名稱", "Name", overflow: .wrap), .init("指標", "Indicator"),
                    .init("線索", "Cues", .right),
                ],
                codebook.codes.map { code in
                    [
                        String(repeating: "· ", count: codebook.depth(of: code)) + code.id, code.name[output.language],
                        code.anchor.map { "\($0.indicator) \($0.value)" } ?? "", code.cues.isEmpty ? "" : "\(code.cues.count)",
                    ]
                })
        }
    }
}

extension Codebook {
    /// How many codes stand above it.
    fileprivate func depth(of code: Code) -> Int {
        code.parent.flatMap { self[$0] }.map { depth(of: $0) + 1 } ?? 0
    }
}
