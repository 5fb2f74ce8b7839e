import ArgumentParser
import Codebooks
import Postgres
import Reports
import SourceFiles
import Storage

extension CodebookVerbs {
    struct List: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Lists the codebooks in the database, the newest of each name first.",
            usage: "fieldwork codebook list [<options>]")

        @OptionGroup var format: JSONOptions
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            let codebooks = try await connection.execute(ListCodebooks())
            if format.json { return output.json(.array(codebooks.map(Self.json))) }
            if codebooks.isEmpty { return output.line(zh: "沒有編碼簿。", en: "No codebooks.") }
            output.table(
                [
                    .init("編碼簿", "Codebook"), .init("版本", "Version", .right), .init("編碼", "Codes", .right),
                    .init("名稱", "Title", overflow: .wrap), .init("使用的研究", "Studies", overflow: .wrap),
                ],
                codebooks.map { codebook in
                    [
                        codebook.name, "\(codebook.version)", "\(codebook.codes)", codebook.title[output.language],
                        codebook.studies.joined(separator: ", "),
                    ]
                })
        }

        private static func json(_ codebook: KeptFileLine) -> JSONText {
            .object([
                ("codebook", .string(codebook.name)), ("version", .integer(codebook.version)),
                ("title", .text(codebook.title)), ("sha256", .string(codebook.sha256)), ("codes", .integer(codebook.codes)),
                ("studies", .strings(codebook.studies)), ("addedAt", .time(codebook.addedAt)),
            ])
        }
    }
}
