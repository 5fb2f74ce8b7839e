import ArgumentParser
import Postgres
import Reports
import SourceFiles
import Storage

extension BatchVerbs {
    struct Show: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Shows a batch, and those of its jobs that are not completed.",
            usage: "fieldwork batches show <id> [<options>]")

        @Argument(help: "The batch's id.")
        var id: Int64

        @OptionGroup var limit: LimitOptions
        @OptionGroup var format: JSONOptions
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            guard let batch = try await connection.execute(ListBatches(id: id)).first else {
                throw Failure(
                    .badData, zh: "沒有批次 \(id)。結束的批次會在保存期限後清除；請見 `fieldwork batches list`。",
                    en: "there is no batch \(id). Finished ones are removed in time; see `fieldwork batches list`.")
            }
            let jobs = limit.cut(try await connection.execute(ListBatchJobs(batch: id, limit: limit.limit + 1)), output)
            if format.json {
                return output.json(.object(batch.json + [("jobs", .array(jobs.map { .object($0.json) }))]))
            }
            output.fields([
                ("批次", "Batch", "\(batch.id) \(batch.name)"), ("狀態", "State", batch.state[output.language]),
                ("未完成", "Unfinished", "\(batch.unfinished)"), ("完成", "Completed", "\(batch.completed)"),
                ("放棄", "Discarded", "\(batch.discarded)"), ("取消", "Cancelled", "\(batch.cancelled)"),
                (
                    "後續工作", "Follow-up",
                    batch.followUpKind.map { kind in batch.followUp.map { "\($0) \(kind)" } ?? kind }
                ),
                ("建立", "Created", batch.createdAt.local), ("封存", "Sealed", batch.sealedAt?.local),
                ("結束", "Finished", batch.finishedAt?.local),
            ])
            if jobs.isEmpty { return }
            output.heading(zh: "尚未完成的工作", en: "Jobs not completed")
            output.table(
                [
                    .init("編號", "Id", .right), .init("種類", "Kind"), .init("狀態", "State"), .init("次數", "Tries", .right),
                    .init("時間", "Since"), .init("原因", "Reason", overflow: .wrap),
                ],
                jobs.map { job in
                    [
                        "\(job.id)", job.kind, JobState.name(of: job.state, in: output.language),
                        "\(job.attempt)/\(job.maxAttempts)", (job.finishedAt ?? job.scheduledAt).local, job.reason ?? "",
                    ]
                })
        }
    }
}
