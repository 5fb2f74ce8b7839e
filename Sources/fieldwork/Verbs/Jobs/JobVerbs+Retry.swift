import ArgumentParser
import Jobs
import Postgres
import SourceFiles
import Storage

extension JobVerbs {
    struct Retry: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Puts finished jobs back in line.",
            usage: """
                fieldwork jobs retry <id> ... [<options>]
                       fieldwork jobs retry <filters> [--dry-run | --yes] [<options>]
                """,
            discussion: """
                Their attempts are counted anew. A job that waits for its next try gets it now. Filters show first which jobs \
                there are, and ask; they leave completed ones alone unless --state names them.
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
                let states = state.isEmpty ? [.retryable, .discarded, .cancelled] : state
                return try await steering.perform(.retry, states: states, on: connection, output)
            }
            try await JobVerbs.each(id, on: connection, output) { id, connection, output in
                guard let queue = try await connection.execute(FindJob(id: id)).first?.line.queue,
                    try await connection.execute(RetryJob(id: id)) == [true]
                else { return false }
                _ = try await connection.execute(RingBell(queue: queue))
                output.line(zh: "工作 \(id) 重新排入。", en: "Job \(id) is back in line.")
                return true
            }
        }
    }

    /// Jobs are named by their ids or by filters, and never all of them by nothing.
    static func check(_ ids: [Int64], hasFilters: Bool) throws(Failure) {
        switch (ids.isEmpty, hasFilters) {
        case (true, false):
            throw Failure(
                .usage, zh: "請指定哪些工作：編號，或 --queue、--kind、--study、--state、--reason 等條件。",
                en: "say which jobs: their ids, or filters such as --queue, --kind, --study, --state, --reason.")
        case (false, true):
            throw Failure(.usage, zh: "編號與條件只能擇一。", en: "give either ids or filters, not both.")
        default: break
        }
    }

    /// Does something to each job; those it cannot be done to are named, and the others still done.
    ///
    /// - Parameter body: false where the job's state does not allow it.
    static func each(
        _ ids: [Int64], on connection: PostgresConnection, _ output: Output,
        _ body: @Sendable (Int64, PostgresConnection, Output) async throws -> Bool
    ) async throws {
        var isWhole = true
        for id in ids where try await !body(id, connection, output) {
            isWhole = false
            let state = try await connection.execute(FindJob(id: id)).first?.line.state
            let failure =
                state.map { state in
                    let name = JobState.name(of: state, in: .chinese)
                    return Failure(
                        .badData, zh: "工作 \(id) 目前為「\(name)」，無法執行此動作。", en: "job \(id) is \(state); this cannot be done to it.")
                } ?? unknown(id)
            output.remark(zh: "fieldwork: \(failure.message.zh)", en: "fieldwork: \(failure.message.en)")
        }
        if !isWhole { throw ExitStatus.badData.code }
    }
}
