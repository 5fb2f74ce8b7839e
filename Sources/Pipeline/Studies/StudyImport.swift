package import Postgres
import Storage
package import Transcripts

/// Brings a study, its clusters and its participants into a database. Doing it again adds nothing.
package struct StudyImport: Sendable {
    private let study: StudyFile
    private let mustBeNew: Bool

    /// - Parameter mustBeNew: Whether a study of this code that is there already is an error.
    package init(_ study: StudyFile, mustBeNew: Bool = false) {
        self.study = study
        self.mustBeNew = mustBeNew
    }

    /// What was added, which is there afterwards, and what was not changed.
    package struct Report: Sendable, Hashable {
        package fileprivate(set) var isNewStudy = false
        /// Where the file has other words than the study, whose own stay.
        package fileprivate(set) var kept: [Part] = []
        package fileprivate(set) var newClusters: [ClusterCode] = []
        package fileprivate(set) var newParticipants: [ParticipantCode] = []
    }

    /// What a study may say otherwise than its file without harm.
    package enum Part: Sendable, Hashable {
        case title, timeZone, roleNames
    }

    /// - Throws: ``StudyConflict`` where a study of this code is there that is set up otherwise, and `PostgresError`.
    package func run(on connection: isolated PostgresConnection) async throws -> Report {
        try await connection.withTransaction { connection in
            var report = Report()
            let outline = try await connection.execute(FindStudy(code: study.code)).first
            if let outline, !mustBeNew {
                try check(outline)
                report.kept = differences(from: outline)
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

    private func differences(from outline: StudyOutline) -> [Part] {
        var parts: [Part] = []
        if outline.title != study.title { parts.append(.title) }
        if outline.timeZone != study.timeZone { parts.append(.timeZone) }
        if outline.roles != study.roles { parts.append(.roleNames) }
        return parts
    }

    private func check(_ outline: StudyOutline) throws(StudyConflict) {
        let settled: [(part: StudyConflict.Part, there: [String], wanted: [String])] = [
            (.regions, outline.codes.regions.sorted(), study.regions.sorted()),
            (.roles, outline.codes.roles.keys.sorted(), study.roles.keys.sorted()),
            (.codebooks, outline.codebooks, study.codebooks),
            (.ruleSet, [outline.ruleSet], [study.ruleSet]),
        ]
        guard let (part, there, wanted) = settled.first(where: { $0.there != $0.wanted }) else { return }
        throw StudyConflict(study: study.code, part: part, there: there, wanted: wanted)
    }
}
