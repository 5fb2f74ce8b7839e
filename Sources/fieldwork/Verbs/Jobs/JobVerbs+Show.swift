import ArgumentParser
import Postgres
import Reports
import SourceFiles
import Storage

extension JobVerbs {
    struct Show: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Tells the whole story of a job.",
            usage: "fieldwork jobs show <id> [<options>]")

        @Argument(help: "The job's id.")
        var id: Int64

        @OptionGroup var format: JSONOptions
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            guard let job = try await connection.execute(FindJob(id: id)).first else { throw JobVerbs.unknown(id) }
            let events = try await connection.execute(ListJobEvents(job: id))
            guard let around = try await connection.execute(FindSurroundings(job: id)).first else { throw JobVerbs.unknown(id) }
            let limit = try await connection.execute(FindLimitAhead(job: id)).first
            let progress = try await connection.execute(FindProgress(job: id)).first
            let notes = try await connection.execute(ListJobNotes(job: id))
            if format.json { return output.json(job.json(progress, notes, events)) }
            let line = job.line
            output.fields([
                ("工作", "Job", "\(line.id) \(line.kind)"),
                ("狀態", "State", JobState.name(of: line.state, in: output.language)),
                ("說明", "Why", job.explanation(around, limit: limit)[output.language]),
                ("研究", "Study", line.study), ("文件", "Document", document(job, output.language)),
                ("次數", "Tries", "\(line.attempt)/\(line.maxAttempts)"),
                ("進度", "Progress", progress.map(Self.text)),
                ("程序死亡", "Deaths", job.deaths > 0 ? "\(job.deaths)" : nil),
                ("佇列", "Queue", line.queue), ("優先序", "Priority", "\(line.priority)"),
                ("唯一鍵", "Unique key", job.uniqueKey), ("建立", "Created", line.createdAt.local),
                ("排定", "Due", line.scheduledAt.local), ("領取", "Claimed", job.claimedAt?.local),
                ("開始", "Started", job.startedAt?.local), ("要求取消", "Cancel asked", job.cancelRequestedAt?.local),
                ("結束", "Finished", line.finishedAt?.local),
                ("程序", "Process", job.process.map { "\($0.host) \($0.pid), fieldworkd \($0.version)" }),
                ("參數", "Arguments", job.arguments),
            ])
            output.heading(zh: "經過", en: "Events")
            if events.isEmpty {
                output.line(zh: "沒有。", en: "None.")
            } else {
                output.table(
                    [
                        .init("時間", "Time"), .init("事件", "Event"), .init("次", "Try", .right),
                        .init("細節", "Detail", overflow: .wrap),
                    ],
                    events.map { [$0.at.local, $0.event, "\($0.attempt)", $0.detail == "{}" ? "" : $0.detail] })
            }
            if notes.isEmpty { return }
            output.heading(zh: "紀錄", en: "Log")
            output.table(
                [
                    .init("時間", "Time"), .init("代碼", "Code"), .init("次", "Try", .right),
                    .init("數值", "Fields", overflow: .wrap),
                ],
                notes.map { [$0.at.local, $0.code, "\($0.attempt)", $0.fields == "{}" ? "" : $0.fields] })
        }

        private static func text(_ progress: ReportedProgress) -> String {
            "\(progress.stage) \(progress.done)" + (progress.total.map { "/\($0)" } ?? "") + ", \(progress.at.local)"
        }

        private func document(_ job: JobStory, _ language: Language) -> String? {
            job.document.map { id in
                "\(id)" + (job.documentStatus.map { " \(DocumentStatus.name(of: $0, in: language))" } ?? "")
            }
        }
    }

    static func unknown(_ id: Int64) -> Failure {
        Failure(
            .badData, zh: "沒有工作 \(id)。完成的工作會在保存期限後清除；請見 `fieldwork jobs list`。",
            en: "there is no job \(id). Finished ones are removed in time; see `fieldwork jobs list`.")
    }
}

extension JobStory {
    fileprivate func json(
        _ progress: ReportedProgress?, _ notes: [JobNoteLine], _ events: [JobHappening]
    ) -> JSONText {
        let progress = progress.map { progress in
            JSONText.object([
                ("attempt", .integer(progress.attempt)), ("stage", .string(progress.stage)), ("done", .integer(progress.done)),
                ("total", .integer(progress.total)), ("at", .time(progress.at)),
            ])
        }
        let process = process.map { process in
            JSONText.object([
                ("host", .string(process.host)), ("pid", .integer(process.pid)), ("version", .string(process.version)),
                ("isAlive", .bool(process.isAlive)),
            ])
        }
        return .object(
            line.json + [
                ("arguments", .raw(arguments)), ("uniqueKey", .string(uniqueKey)), ("deaths", .integer(deaths)),
                ("claimedAt", .time(claimedAt)), ("startedAt", .time(startedAt)),
                ("cancelRequestedAt", .time(cancelRequestedAt)), ("process", process ?? .null),
                ("document", .integer(document)), ("documentStatus", .string(documentStatus)),
                ("progress", progress ?? .null),
                (
                    "log",
                    .array(
                        notes.map { note in
                            .object([
                                ("at", .time(note.at)), ("code", .string(note.code)), ("attempt", .integer(note.attempt)),
                                ("fields", .raw(note.fields)),
                            ])
                        })
                ),
                (
                    "events",
                    .array(
                        events.map { event in
                            .object([
                                ("at", .time(event.at)), ("event", .string(event.event)), ("attempt", .integer(event.attempt)),
                                ("detail", .raw(event.detail)),
                            ])
                        })
                ),
            ])
    }
}
