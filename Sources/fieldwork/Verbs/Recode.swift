import ArgumentParser
import Jobs
import Postgres
import Storage
import Transcripts

struct Recode: DatabaseVerb {
    static let configuration = CommandConfiguration(
        abstract: "Has documents coded again, by today's coders.",
        usage: """
            fieldwork recode --study <code> [--cluster <code> | --document <id>]
                                    [<options>]
            """,
        discussion: """
            Queues a coding of every document of the study whose text is read. The new suggestions take the place of the old \
            ones, and the clusters are classified again. Decisions of reviewers are kept with the old suggestions and no \
            longer count; where there are any, you are asked first.
            """)

    @Option(help: ArgumentHelp("Code of the study.", valueName: "code"))
    var study: String

    @Option(help: ArgumentHelp("Only documents of this cluster.", valueName: "code"))
    var cluster: String?

    @Option(help: ArgumentHelp("Only this document.", valueName: "id"))
    var document: Int64?

    @OptionGroup var confirmation: Confirmation
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var speech: LanguageOptions

    func validate() throws {
        if cluster != nil, document != nil { throw ValidationError("Choose --cluster or --document.") }
    }

    func perform(on connection: PostgresConnection, _ output: Output) async throws {
        let study = try await StudyLookup.study(study, on: connection)
        let cluster = try cluster.map { text throws(Failure) in try study.cluster(text) }
        let decisions = CountDecisions(study: study.code, cluster: cluster?.description, document: document)
        if let count = try await connection.execute(decisions).first, count > 0 {
            try confirmation.ask(
                zh: "有 \(count) 項審閱決定將不再計入。", en: "Reviewers' decisions on \(count) suggestions will no longer count.", output)
        }
        let statement = RecodeDocuments(study: study.code, cluster: cluster?.description, document: document)
        let count = try await connection.execute(statement).first ?? 0
        if count == 0 {
            throw document.map { id in
                Failure(
                    .badData, zh: "研究「\(study.code)」沒有已讀入的文件 \(id)。",
                    en: "study '\(study.code)' has no document \(id) whose text is read. See `fieldwork documents`.")
            }
                ?? Failure(
                    .badData, zh: "沒有已讀入的文件可重新編碼。",
                    en: "there is no document yet whose text is read. See `fieldwork documents`.")
        }
        _ = try await connection.execute(RingBell(queue: "default"))
        output.line(zh: "\(count) 份文件將重新編碼。", en: "\(count) to be coded again.")
    }
}
