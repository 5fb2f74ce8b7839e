import Clusters
import Codebooks
import Foundation
import Postgres
import SourceFiles
import Storage
import Testing
import Transcripts
import Yams

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

    var documents: [Document]
    let clusters: [ClusterCode]
    let participants: [ParticipantCode]
    static let codes = StudyCodes(regions: ["S", "E", "N", "M"], roles: ["L": "leader", "S": "senior member"])

    static func load() throws -> SampleStudy {
        let folder = URL(filePath: #filePath).appending(path: "../../../docs/samples").standardized
        let file = try YAMLDecoder().decode(
            File.self, from: String(contentsOf: folder.appending(path: "study.yaml"), encoding: .utf8))
        return SampleStudy(
            documents: try file.documents.map { entry in
                Document(
                    file: entry.file, type: try #require(DocumentType(rawValue: entry.type)),
                    cluster: try ClusterCode(parsing: entry.cluster, codes: codes),
                    participant: try entry.participant.map { try ParticipantCode(parsing: $0, codes: codes) },
                    content: [UInt8](try Data(contentsOf: folder.appending(path: entry.file))))
            },
            clusters: try file.clusters.map { try ClusterCode(parsing: $0.code, codes: codes) },
            participants: try file.participants.map { try ParticipantCode(parsing: $0.code, codes: codes) })
    }

    private struct File: Decodable {
        struct Code: Decodable { let code: String }
        struct Entry: Decodable {
            let file: String
            let type: String
            let cluster: String
            let participant: String?
        }
        let clusters: [Code]
        let participants: [Code]
        let documents: [Entry]
    }

    /// Sets the study up and submits its documents, as the portal would.
    func submit(on connection: isolated PostgresConnection) async throws {
        for entry in CodebookLibrary.entries {
            _ = try await connection.execute(
                SaveCodebook(try entry.read().codebook, source: String(decoding: entry.yaml, as: UTF8.self)))
        }
        for name in RuleSetLibrary.names {
            let ruleSet = try #require(try RuleSetLibrary.ruleSet(name))
            let yaml = try #require(RuleSetLibrary.yaml(name))
            _ = try await connection.execute(SaveRuleSet(ruleSet, source: String(decoding: yaml, as: UTF8.self)))
        }
        _ = try await connection.execute(
            CreateStudy(
                code: "sample", title: LocalizedText(zh: "範例", en: "Sample"), timeZone: "Asia/Taipei",
                regions: Self.codes.regions.sorted(),
                roles: Self.codes.roles.mapValues { LocalizedText(zh: $0, en: $0) },
                codebooks: CodebookLibrary.entries.map(\.name), ruleSet: "lin-patterns"))
        for cluster in clusters { _ = try await connection.execute(CreateCluster(study: "sample", code: cluster)) }
        for participant in participants {
            _ = try await connection.execute(
                CreateParticipant(study: "sample", participant: IdentificationLabel(participant: participant)))
        }
        for document in documents {
            _ = try await connection.execute(
                SubmitDocument(
                    study: "sample", cluster: document.cluster, participant: document.participant, type: document.type,
                    fileName: document.file, content: document.content))
        }
    }
}
