import Clusters
import Coding
import Postgres
import Reports
import SourceFiles
import Storage

/// Gathers what a report shows of a study, as of one moment.
struct StudyReportLoader {
    let study: String
    let program: String
    let isSample: Bool

    /// Nil where there is no such study.
    func load(_ connection: isolated PostgresConnection) async throws -> StudyReport? {
        try await connection.withTransaction(.init(isolation: .repeatableRead, isReadOnly: true)) { connection in
            guard let reported = try await connection.execute(LoadReportedStudy(code: study)).first else { return nil }
            let ruleSet = try RuleSetReader.read(Array(reported.ruleSet.source.utf8))
            var clusters: [ClusterReport] = []
            for cluster in try await connection.execute(LoadReportedClusters(study: reported.id)) {
                let evidence = try await connection.execute(LoadEvidence(cluster: cluster.id))
                clusters.append(
                    ClusterReport(
                        code: cluster.code, commodity: cluster.commodity, members: cluster.members,
                        assessment: cluster.assessment,
                        evidence: evidence, sensitivity: Sensitivity(evidence, by: ruleSet),
                        ratings: try await connection.execute(LoadRatings(cluster: cluster.id))))
            }
            let passages = try await connection.execute(LoadReportedPassages(study: reported.id))
            return StudyReport(
                title: reported.title, isSample: isSample, ruleSet: ruleSet, clusters: clusters,
                documents: documents(of: passages), manifest: manifest(of: passages, preparedAt: reported.preparedAt))
        }
    }

    private func documents(of passages: [ReportedPassage]) -> [DocumentReport] {
        var documents: [DocumentReport] = []
        var rest = passages[...]
        while let first = rest.first {
            let own = rest.prefix { $0.documentID == first.documentID }
            rest = rest.dropFirst(own.count)
            documents.append(
                DocumentReport(
                    label: "\(documents.count + 1)", type: first.documentType, cluster: first.cluster,
                    participant: first.documentParticipant,
                    passages: own.map {
                        CodedPassage(
                            code: $0.code, quotation: $0.quotation, participant: $0.participant, flags: $0.flags,
                            standing: $0.isCertified ? .certified : .suggested)
                    }))
        }
        return documents
    }

    private func manifest(of passages: [ReportedPassage], preparedAt: String) -> Manifest {
        let codebooks = Set(
            passages.map { Manifest.Item(name: $0.codebook, version: $0.codebookVersion, sha256: $0.codebookSHA256) })
        let coders = Set(passages.map { Manifest.Item(name: $0.coder, version: $0.coderVersion, sha256: nil) })
        return Manifest(
            preparedAt: preparedAt, program: program,
            codebooks: codebooks.sorted { ($0.name, $0.version) < ($1.name, $1.version) },
            coders: coders.sorted { ($0.name, $0.version) < ($1.name, $1.version) }, rulesArePostHoc: false)
    }
}
