import ArgumentParser
import Jobs
import Postgres
import SourceFiles
import Storage

extension JobVerbs {
    struct Retry: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Puts finished jobs back in line.",
            usage: "fieldwork jobs retry <id> ... [<options>]",
            discussion: "Their attempts are counted anew. A job that waits for its next try gets it now.")

        @Argument(help: "The jobs' ids.")
        var id: [Int64]

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
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
