import ArgumentParser
import Postgres
import Storage

extension JobVerbs {
    struct Cancel: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Cancels jobs.",
            usage: """
                fieldwork jobs cancel <id> ... [--yes] [<options>]
                       fieldwork jobs cancel <filters> [--dry-run | --yes] [<options>]
                """,
            discussion: """
                A job that waits is cancelled at once; one that runs is asked to stop and writes nothing. Filters show first \
                which jobs there are. To call off a document, use `fieldwork documents cancel`.
                """)

        @Argument(help: "The jobs' ids.")
        var id: [Int64] = []

        @Option(help: ArgumentHelp("Only jobs in this state; may be given several times.", valueName: "state"))
        var state: [JobState] = []

        @OptionGroup var steering: SteeringOptions
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            try JobVerbs.check(id, hasFilters: !steering.isEmpty || !state.isEmpty)
            if id.isEmpty {
                let states = state.isEmpty ? [.scheduled, .available, .retryable, .running] : state
                return try await steering.perform(.cancel, states: states, on: connection, output)
            }
            for id in id {
                // Its document would wait for it for ever.
                guard let job = try await connection.execute(FindJob(id: id)).first, let document = job.document,
                    let status = job.documentStatus, ["received", "processed"].contains(status)
                else { continue }
                throw Failure(
                    .badData, zh: "工作 \(id) 正在處理文件 \(document)；請用 `fieldwork documents cancel \(document)` 取消該文件。",
                    en: "job \(id) is about document \(document): call that off with `fieldwork documents cancel \(document)`.")
            }
            let ids = id.map(String.init)
            try steering.confirmation.ask(
                zh: "將取消工作 \(ids.joined(separator: "、"))。", en: "This cancels job \(ids.joined(separator: ", ")).", output)
            try await JobVerbs.each(id, on: connection, output) { id, connection, output in
                guard try await connection.execute(CancelJob(id: id)) == [true] else { return false }
                output.line(zh: "工作 \(id) 已取消或正在停止。", en: "Job \(id) is cancelled, or stopping.")
                return true
            }
        }
    }
}
