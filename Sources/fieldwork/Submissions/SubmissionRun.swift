import ArgumentParser
import Postgres
import SourceFiles
import Storage
import Transcripts

/// Submits files one after the other and says what became of each. One that cannot be taken keeps no other back.
struct SubmissionRun: Sendable {
    struct Item: Sendable {
        let file: LocalFile
        let type: DocumentType
        let cluster: ClusterCode
        let participant: ParticipantCode?
    }

    let study: String
    let items: [Item]

    /// - Throws: the exit status of the first file that was not taken, after all of them; any other error at once.
    func run(on connection: PostgresConnection, _ output: Output) async throws {
        let limit = try await connection.execute(LoadDocumentSizeLimit()).first ?? 0
        let submission = Submission(study: study, sizeLimit: Int(limit))
        var (new, known, refused) = (0, 0, 0)
        var status: ExitStatus?
        for item in items {
            do {
                let receipt = try await submission.submit(
                    item.file, as: item.type, of: item.cluster, by: item.participant, on: connection)
                if receipt.isNew { new += 1 } else { known += 1 }
                output.line(
                    zh: "\(receipt.document)  \(receipt.isNew ? "新增" : "已有")  \(item.file.path)",
                    en: "\(receipt.document)  \(receipt.isNew ? "new" : "already there")  \(item.file.path)")
            } catch let failure as Failure {
                refused += 1
                status = status ?? failure.status
                output.remark(zh: "fieldwork: \(failure.message.zh)", en: "fieldwork: \(failure.message.en)")
            }
        }
        if new > 0 { try await Submission.wakeWorkers(on: connection) }
        output.remark(
            zh: "新增 \(new) 份，已有 \(known) 份，未收 \(refused) 份。",
            en: "\(new) new, \(known) already there, \(refused) not taken.")
        if let status { throw status.code }
    }
}
