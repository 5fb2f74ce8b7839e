import Foundation
import Pipeline
import Postgres
import Storage
import TestSupport
import Testing
import Transcripts

/// The sample study of the documentation, in a database of the test's own.
struct SampleStudy: Sendable {
    /// One line of the study file's documents.
    struct Document: Sendable {
        var file: String
        var type: DocumentType
        var cluster: ClusterCode
        var participant: ParticipantCode?
        var content: [UInt8]
    }

    private let file: StudyFile
    var documents: [Document]

    var codes: StudyCodes { file.codes }
    var clusters: [ClusterCode] { file.clusters.map(\.code) }

    static func load() throws -> SampleStudy {
        let folder = "docs/samples/"
        let file = try StudyFileReader.read(Array(Repository.text(of: folder + "study.yaml").utf8))
        return SampleStudy(
            file: file,
            documents: try file.documents.map { document in
                Document(
                    file: document.path, type: document.type, cluster: document.cluster, participant: document.participant,
                    content: [UInt8](try Data(contentsOf: URL(filePath: Repository.path(folder + document.path)))))
            })
    }

    /// Sets the study up and submits its documents.
    func submit(on connection: isolated PostgresConnection) async throws {
        _ = try await ShippedFiles.install(on: connection)
        _ = try await StudyImport(file).run(on: connection)
        let contents = Dictionary(uniqueKeysWithValues: documents.map { ($0.file, $0.content) })
        let items = documents.map {
            Submission.Item(path: $0.file, type: $0.type, cluster: $0.cluster, participant: $0.participant)
        }
        try await Submission(to: file.code, items).run(on: connection) { item, _ in
            try #require(contents[item.path])
        } told: { item, result in
            #expect(throws: Never.self, "\(item.path)") { try result.get() }
        }
    }
}
