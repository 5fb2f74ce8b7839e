import Postgres
import SourceFiles
import Storage
import Transcripts

/// Brings a study, its clusters and its participants into a database. Doing it again adds nothing.
struct StudyImport: Sendable {
    let study: StudyFile
    /// Whether a study of this code that is there already is an error.
    var mustBeNew = false

    /// What was added; all of it is there afterwards.
    struct Report: Sendable, Hashable {
        var isNewStudy = false
        var newClusters: [ClusterCode] = []
        var newParticipants: [ParticipantCode] = []
    }

    /// - Throws: ``Failure`` where a study of this code is there that is set up otherwise, and `PostgresError`.
    func run(on connection: isolated PostgresConnection) async throws -> Report {
        try await connection.withTransaction { connection in
            var report = Report()
            let outline = try await connection.execute(FindStudy(code: study.code)).first
            if let outline, !mustBeNew {
                try check(outline)
            } else {
                _ = try await connection.execute(
                    CreateStudy(
                        code: study.code, title: study.title, timeZone: study.timeZone, regions: study.regions,
                        roles: study.roles, codebooks: study.codebooks, ruleSet: study.ruleSet))
                report.isNewStudy = true
            }
            let knownClusters = Set(outline?.clusters ?? [])
            for cluster in study.clusters {
                _ = try await connection.execute(
                    CreateCluster(
                        study: study.code, code: cluster.code, members: cluster.members, commodity: cluster.commodity))
                if !knownClusters.contains(cluster.code) { report.newClusters.append(cluster.code) }
            }
            let knownParticipants = Set(outline?.participants ?? [])
            for label in study.participants {
                _ = try await connection.execute(CreateParticipant(study: study.code, participant: label))
                if !knownParticipants.contains(label.participant) { report.newParticipants.append(label.participant) }
            }
            return report
        }
    }

    /// A study's letters, codebooks and rules are settled when it is created: results were made by them.
    private func check(_ outline: StudyOutline) throws(Failure) {
        let there = outline.codes
        let differences: [(zh: String, en: String, isThere: String, isWanted: String)] = [
            ("地區", "regions", list(there.regions.sorted()), list(study.regions.sorted())),
            ("角色", "roles", list(there.roles.keys.sorted()), list(study.roles.keys.sorted())),
            ("編碼簿", "codebooks", list(outline.codebooks), list(study.codebooks)),
            ("規則集", "rule set", outline.ruleSet, study.ruleSet),
        ]
        guard let difference = differences.first(where: { $0.isThere != $0.isWanted }) else { return }
        throw Failure(
            .badData,
            zh: """
                研究「\(study.code)」已存在，但\(difference.zh)不同：資料庫為 \(difference.isThere)，檔案為 \(difference.isWanted)。\
                請改用另一個代碼，或改正檔案。
                """,
            en: """
                study '\(study.code)' is there with other \(difference.en): the database has \(difference.isThere), the file has \
                \(difference.isWanted). Choose another code, or correct the file.
                """)
    }

    private func list(_ words: [String]) -> String { words.isEmpty ? "–" : words.joined(separator: " ") }
}
