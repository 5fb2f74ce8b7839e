import ArgumentParser
import Postgres
import Reports
import SourceFiles
import Storage

extension StudyVerbs {
    struct List: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Lists the studies.",
            usage: "fieldwork study list [<options>]")

        @OptionGroup var format: JSONOptions
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            let studies = try await connection.execute(ListStudies())
            if format.json { return output.json(.array(studies.map(Self.json))) }
            if studies.isEmpty { return output.line(zh: "沒有研究。", en: "No studies.") }
            output.table(
                [
                    .init("研究", "Study"), .init("名稱", "Title", overflow: .wrap), .init("群聚", "Clusters", .right),
                    .init("受訪者", "People", .right), .init("文件", "Documents", .right),
                    .init("編碼簿", "Codebooks", overflow: .wrap),
                ],
                studies.map { study in
                    [
                        study.code, study.title[output.language], "\(study.clusters)", "\(study.participants)",
                        "\(study.documents)", study.codebooks.joined(separator: ", "),
                    ]
                })
        }

        private static func json(_ study: StudyLine) -> JSONText {
            .object([
                ("study", .string(study.code)), ("title", .text(study.title)), ("timeZone", .string(study.timeZone)),
                ("codebooks", .strings(study.codebooks)), ("ruleSet", .string(study.ruleSet)),
                ("clusters", .integer(study.clusters)), ("participants", .integer(study.participants)),
                ("documents", .integer(study.documents)), ("createdAt", .time(study.createdAt)),
            ])
        }
    }
}
