import ArgumentParser
import Pipeline
import Postgres
import SourceFiles
import Storage

/// Submits files and says what became of each.
struct SubmissionRun: Sendable {
    let submission: Submission

    /// - Throws: the exit status of the first file that was not taken, after all of them; any other error at once.
    func run(on connection: PostgresConnection, _ output: Output) async throws {
        var (new, known, refused) = (0, 0, 0)
        var status: ExitStatus?
        try await submission.run(on: connection) { item, limit throws(Failure) in
            try LocalFile(path: item.path).read(limit: limit)
        } told: { item, result in
            switch result {
            case .success(let receipt):
                if receipt.isNew { new += 1 } else { known += 1 }
                output.line(
                    zh: "\(receipt.document)  \(receipt.isNew ? "新增" : "已有")  \(item.path)",
                    en: "\(receipt.document)  \(receipt.isNew ? "new" : "already there")  \(item.path)")
                if receipt.status == "refused" {
                    output.remark(
                        zh: "fieldwork: 這份文件已被退回；原因見 `fieldwork documents show \(receipt.document)`。",
                        en: "fieldwork: it was refused; `fieldwork documents show \(receipt.document)` says why.")
                }
            case .failure(let failure):
                refused += 1
                status = status ?? failure.status
                output.remark(zh: "fieldwork: \(failure.message.zh)", en: "fieldwork: \(failure.message.en)")
            }
        }
        output.remark(
            zh: "新增 \(new) 份，已有 \(known) 份，未收 \(refused) 份。",
            en: "\(new) new, \(known) already there, \(refused) not taken.")
        if let status { throw status.code }
    }
}
