package import Jobs
package import Postgres
package import Storage
package import Transcripts

/// Files on their way into a study, one after the other. One that cannot be read keeps no other back.
package struct Submission: Sendable {
    private let study: String
    private let items: [Item]
    private let trace: TraceContext?

    /// - Parameter trace: what the processing of the files belongs to.
    package init(to study: String, _ items: [Item], trace: TraceContext? = nil) {
        self.study = study
        self.items = items
        self.trace = trace
    }

    package struct Item: Sendable, Hashable {
        /// Where the file is; the last part of it is what its owner calls it.
        package let path: String
        package let type: DocumentType
        package let cluster: ClusterCode
        package let participant: ParticipantCode?

        package init(path: String, type: DocumentType, cluster: ClusterCode, participant: ParticipantCode?) {
            self.path = path
            self.type = type
            self.cluster = cluster
            self.participant = participant
        }
    }

    /// Sending the largest document over a slow line takes longer than any other round trip.
    private static let deadline = Duration.seconds(600)

    /// Submits every file; one that was submitted before is found there. Then has waiting workers look for new work at once.
    ///
    /// - Parameters:
    ///   - read: Gives the bytes of a file, which may be so many at the most. What it throws concerns that file alone.
    ///   - told: Is given what became of each.
    /// - Throws: `PostgresError`, which ends the run.
    package func run<Unreadable: Error>(
        on connection: PostgresConnection, read: (Item, Int) throws(Unreadable) -> [UInt8],
        told: (Item, Result<SubmitDocument.Receipt, Unreadable>) -> Void
    ) async throws {
        let limit = Int(try await connection.execute(LoadDocumentSizeLimit()).first ?? 0)
        var isNewWork = false
        for item in items {
            let content: [UInt8]
            do throws(Unreadable) { content = try read(item, limit) } catch {
                told(item, .failure(error))
                continue
            }
            let receipt = try await submit(item, content, on: connection)
            // New, or in line again after it had failed or been called off.
            isNewWork = isNewWork || ["received", "processed"].contains(receipt.status)
            told(item, .success(receipt))
        }
        if isNewWork { _ = try await connection.execute(RingBell(queue: "default")) }
    }

    private func submit(
        _ item: Item, _ content: [UInt8], on connection: PostgresConnection
    ) async throws -> SubmitDocument.Receipt {
        let name = item.path.split(separator: "/").last.map(String.init) ?? item.path
        let statement = SubmitDocument(
            study: study, cluster: item.cluster, participant: item.participant, type: item.type, fileName: name,
            content: content)
        var batch = PostgresBatch(transaction: PostgresTransactionOptions())
        if let trace { batch.add(EnterTrace(trace)) }
        let submission = batch.add(statement)
        guard let receipt = try await connection.run(batch, deadline: Self.deadline)[submission].first else {
            throw PostgresError(.decoding, statement: SubmitDocument.name, reason: "a submission is answered by one row")
        }
        return receipt
    }
}
