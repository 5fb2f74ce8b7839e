import ArgumentParser
import Postgres
import Reports
import SourceFiles
import Storage

/// Puts the jobs of a file in line and says what became of them.
struct JobImportRun: Sendable {
    let path: String
    let skipsBad: Bool
    let json: Bool

    /// - Throws: the exit status, where a line was wrong.
    func run(on connection: PostgresConnection, _ output: Output) async throws {
        let file = try JobFile(path)
        let outcome = try await JobImport(skipsBad: skipsBad).run(on: connection) { try file.read() }
        if outcome.jobs == 0, outcome.bad == 0 {
            throw Failure(
                .badData, zh: "「\(path)」沒有任何工作。應為每行一個 JSON 物件。",
                en: "'\(path)' has no job in it. It should have one JSON object a line.")
        }
        for problem in outcome.problems {
            let message = problem.reason.message
            output.remark(zh: "第 \(problem.line) 行：\(message.zh)。", en: "line \(problem.line): \(message.en).")
        }
        if outcome.bad > outcome.problems.count {
            let rest = outcome.bad - outcome.problems.count
            output.remark(zh: "另有 \(rest) 行有誤。", en: "And \(rest) more lines are wrong.")
        }
        if json {
            output.json(outcome.json)
        } else if outcome.isEnqueued {
            output.line(zh: "已排入 \(outcome.jobs) 件工作。", en: "In line: \(outcome.jobs).")
        }
        guard outcome.bad > 0 else { return }
        if outcome.isEnqueued {
            output.remark(zh: "略過 \(outcome.bad) 行。", en: "Lines left out: \(outcome.bad).")
        } else {
            output.remark(
                zh: "fieldwork: 「\(path)」有 \(outcome.bad) 行有誤，因此一件也沒有排入。請修正，或以 --skip-bad 略過它們。",
                en: """
                    fieldwork: lines of '\(path)' that are wrong: \(outcome.bad). Nothing was enqueued. Mend them, or leave them \
                    out with --skip-bad.
                    """)
        }
        throw ExitStatus.badData.code
    }
}

extension JobImport.Outcome {
    fileprivate var json: JSONText {
        .object([
            ("enqueued", .integer(isEnqueued ? jobs : 0)), ("bad", .integer(bad)),
            (
                "problems",
                .array(
                    problems.map { problem in
                        .object([("line", .integer(problem.line)), ("what", .text(problem.reason.message))])
                    })
            ),
        ])
    }
}
