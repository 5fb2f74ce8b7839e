import ArgumentParser
import Codebooks
import Postgres
import Storage

extension CodebookVerbs {
    struct Import: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Brings a codebook's file into the database.",
            usage: "fieldwork codebook import <file> [--study <code> ...] [<options>]",
            discussion: """
                Studies created from then on take it where they ask for its name. A study that is there keeps the version it \
                has, unless --study names it; then run `fieldwork recode`.
                """)

        @Argument(help: "The codebook's YAML file.", completion: .file(extensions: ["yaml", "yml"]))
        var file: String

        @Option(help: ArgumentHelp("A study to be coded by it from now on; may be given several times.", valueName: "code"))
        var study: [String] = []

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            let file = try CodebookFile(path: file)
            let codebook = file.document.codebook
            for study in study { _ = try await StudyLookup.study(study, on: connection) }
            let name = "\(codebook.name) \(codebook.version)"
            let others = try await connection.execute(FindCodebookDigests(name: codebook.name, version: codebook.version))
            guard others.isEmpty || others.contains(codebook.sha256) else {
                throw Failure(
                    .badData, zh: "編碼簿 \(name) 已存在，但內容不同；請將 `version:` 改為 \(codebook.version + 1)。",
                    en: "codebook \(name) is there with other content: make its `version:` \(codebook.version + 1).")
            }
            let isNew = try await Self.save(file, for: study, on: connection)
            output.line(
                zh: isNew ? "已匯入編碼簿 \(name)。" : "編碼簿 \(name) 已存在。",
                en: isNew ? "Imported codebook \(name)." : "Codebook \(name) is there already.")
            for study in study {
                output.line(
                    zh: "研究「\(study)」改用此版；請執行 `fieldwork recode --study \(study)`。",
                    en: "Study '\(study)' is coded by it from now on; run `fieldwork recode --study \(study)`.")
            }
        }

        private static func save(
            _ file: CodebookFile, for studies: [String], on connection: isolated PostgresConnection
        ) async throws -> Bool {
            let codebook = file.document.codebook
            return try await connection.withTransaction { connection in
                let isNew = try await connection.execute(SaveCodebook(codebook, source: file.source)) == [true]
                for study in studies {
                    try await connection.execute(UseCodebook(study: study, name: codebook.name, sha256: codebook.sha256))
                }
                return isNew
            }
        }
    }
}
