import ArgumentParser
import Codebooks
import Postgres
import Reports
import SourceFiles
import Storage
import Transcripts

extension DocumentVerbs {
    struct Show: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Shows where a document stands, what to mind, and what coded it.",
            usage: "fieldwork documents show <id> [<options>]")

        @Argument(help: "The document's id.")
        var id: Int64

        @OptionGroup var format: JSONOptions
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            guard let document = try await connection.execute(FindDocument(id: id)).first else {
                throw DocumentVerbs.unknown(id)
            }
            let runs = try await connection.execute(ListRuns(document: id))
            if format.json { return output.json(document.json(runs)) }
            let line = document.line
            output.fields([
                ("文件", "Document", "\(line.id) \(line.fileName)"),
                ("狀態", "Status", DocumentStatus.name(of: line.status, in: output.language)),
                ("原因", "Reason", document.message.map { $0[output.language] } ?? line.problem),
                ("研究", "Study", line.study), ("群聚", "Cluster", line.cluster), ("受訪者", "Participant", line.participant),
                ("類別", "Type", line.typeName[output.language]), ("格式", "Format", document.format),
                ("大小", "Size", output.text(zh: "\(line.bytes) 位元組", en: "\(line.bytes) bytes")),
                ("SHA-256", "SHA-256", document.sha256), ("編碼建議", "Suggestions", "\(line.suggestions)"),
                ("收件", "Submitted", "\(line.submittedAt.local) \(line.submittedBy)"),
                ("工作", "Job", job(document, output)),
            ])
            if !document.notices.isEmpty {
                output.heading(zh: "請留意", en: "To mind")
                output.table(
                    [.init("次數", "Count", .right), .init("說明", "Notice", overflow: .wrap)],
                    document.notices.map { ["\($0.count)", $0.code.message[output.language]] })
            }
            if !runs.isEmpty {
                output.heading(zh: "編碼", en: "Coded by")
                output.table(
                    [
                        .init("編碼簿", "Codebook", overflow: .truncate), .init("編碼器", "Coder", overflow: .truncate),
                        .init("建議", "Suggestions", .right), .init("時間", "Time"),
                    ],
                    runs.map { run in
                        [
                            "\(run.codebook) \(run.codebookVersion)", "\(run.coder) \(run.coderVersion)", "\(run.suggestions)",
                            run.createdAt.local,
                        ]
                    })
            }
        }

        private func job(_ document: DocumentStory, _ output: Output) -> String? {
            document.job.map { id in
                "\(id)" + (document.jobState.map { " \(JobState.name(of: $0, in: output.language))" } ?? "")
            }
        }
    }

    static func unknown(_ id: Int64) -> Failure {
        Failure(
            .badData, zh: "沒有文件 \(id)。請見 `fieldwork documents`。",
            en: "there is no document \(id). See `fieldwork documents`.")
    }
}

extension DocumentStory {
    fileprivate func json(_ runs: [RunLine]) -> JSONText {
        .object(
            line.json + [
                ("sha256", .string(sha256)), ("format", .string(format)),
                ("message", .text(message.map { LocalizedText(zh: $0.zh, en: $0.en) })),
                (
                    "notices",
                    .array(
                        notices.map { notice in
                            .object([("code", .string(notice.code.rawValue)), ("count", .integer(notice.count))])
                        })
                ),
                ("job", .integer(job)), ("jobState", .string(jobState)),
                (
                    "runs",
                    .array(
                        runs.map { run in
                            .object([
                                ("id", .integer(run.id)), ("codebook", .string(run.codebook)),
                                ("codebookVersion", .integer(run.codebookVersion)), ("coder", .string(run.coder)),
                                ("coderVersion", .integer(run.coderVersion)), ("suggestions", .integer(run.suggestions)),
                                ("createdAt", .time(run.createdAt)), ("manifest", .raw(run.manifest)),
                            ])
                        })
                ),
            ])
    }
}
