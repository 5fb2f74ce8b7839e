import Jobs
import Postgres
import Storage
import Transcripts

/// Files on their way into a study.
struct Submission: Sendable {
    let study: String
    /// As ``LoadDocumentSizeLimit`` has it.
    let sizeLimit: Int

    /// Sending the largest document over a slow line takes longer than any other round trip.
    private static let deadline = Duration.seconds(600)

    /// Submits one file; submitting it again finds it there.
    ///
    /// - Throws: ``Failure`` for the file, `PostgresError` for the rest.
    func submit(
        _ file: LocalFile, as type: DocumentType, of cluster: ClusterCode, by participant: ParticipantCode?,
        on connection: PostgresConnection
    ) async throws -> SubmitDocument.Receipt {
        let content = try file.read(limit: sizeLimit)
        let statement = SubmitDocument(
            study: study, cluster: cluster, participant: participant, type: type, fileName: file.name, content: content)
        guard let receipt = try await connection.execute(statement, deadline: Self.deadline).first else {
            throw PostgresError(.decoding, statement: SubmitDocument.name, reason: "a submission is answered by one row")
        }
        return receipt
    }

    /// Has waiting workers look for the new work at once.
    static func wakeWorkers(on connection: PostgresConnection) async throws {
        _ = try await connection.execute(RingBell(queue: "default"))
    }
}
