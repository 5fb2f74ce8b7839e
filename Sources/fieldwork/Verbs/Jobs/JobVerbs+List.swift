import ArgumentParser
import Postgres
import Reports
import Storage

extension JobVerbs {
    struct List: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Lists jobs, the newest first.",
            usage: "fieldwork jobs [list] [<options>]")

        @Option(help: ArgumentHelp("Only jobs in this state; may be given several times.", valueName: "state"))
        var state: [JobState] = []

        @OptionGroup var selection: JobSelection
        @OptionGroup var limit: LimitOptions
        @OptionGroup var format: JSONOptions
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            let filter = try await selection.filter(states: state, limit: limit.limit + 1, on: connection)
            let jobs = limit.cut(try await connection.execute(ListJobs(filter)), output)
            if format.json { return output.json(.array(jobs.map { .object($0.json) })) }
            if jobs.isEmpty { return output.line(zh: "沒有工作。", en: "No jobs.") }
            output.table(
                [
                    .init("編號", "Id", .right), .init("種類", "Kind"), .init("狀態", "State"),
                    .init("研究", "Study", overflow: .truncate), .init("次數", "Tries", .right), .init("時間", "Since"),
                    .init("原因", "Reason", overflow: .wrap),
                ],
                jobs.map { job in
                    [
                        "\(job.id)", job.kind, JobState.name(of: job.state, in: output.language), job.study ?? "",
                        "\(job.attempt)/\(job.maxAttempts)", (job.finishedAt ?? job.scheduledAt).local, job.reason ?? "",
                    ]
                })
        }
    }
}

extension JobLine {
    /// The fields of its JSON, for the list and at the head of its story.
    var json: [(name: String, value: JSONText)] {
        [
            ("id", .integer(id)), ("kind", .string(kind)), ("state", .string(state)), ("study", .string(study)),
            ("queue", .string(queue)), ("priority", .integer(priority)), ("attempt", .integer(attempt)),
            ("maxAttempts", .integer(maxAttempts)), ("createdAt", .time(createdAt)), ("scheduledAt", .time(scheduledAt)),
            ("finishedAt", .time(finishedAt)), ("reason", .string(reason)),
        ]
    }
}
