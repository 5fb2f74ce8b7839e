import Foundation
package import SourceFiles
import Transcripts

/// Reads a study from its YAML file, strictly: no key is unknown, every code is one of the study's, and all that is wrong is
/// said at once. docs/cli.md describes the format.
package enum StudyFileReader {
    /// A study of a thousand clusters and ten thousand documents stays below.
    package static let maximumBytes = 10_000_000

    package static func read(_ yaml: [UInt8]) throws(FileProblems) -> StudyFile {
        try YAMLFile.read(yaml, atMost: maximumBytes, beginning: "study: …", study)
    }

    private static func study(_ root: YAMLField) -> StudyFile? {
        let keys = [
            "study", "title", "time-zone", "regions", "roles", "codebooks", "rule-set", "clusters", "participants", "documents",
        ]
        guard let section = root.section(keys) else { return nil }
        let code = section.required("study").flatMap(studyCode)
        let title = section.required("title")?.localizedText()
        let timeZone = section["time-zone"].map(timeZone) ?? "Asia/Taipei"
        let regions = section.required("regions")?.items().compactMap { letter($0) }
        let roles = section.required("roles").map(roles)
        let codebooks = section.required("codebooks")?.items().compactMap { $0.id() }
        let ruleSet = section.required("rule-set")?.id()
        guard let code, let title, let timeZone, let regions, let roles, let codebooks, let ruleSet else { return nil }

        let codes = StudyCodes(regions: Set(regions), roles: roles.mapValues(\.en))
        let clusters = clusters(section["clusters"], codes)
        let participants = participants(section["participants"], codes, of: clusters.map(\.code))
        let documents = documents(
            section["documents"], codes, of: clusters.map(\.code), by: participants.map(\.participant))
        return StudyFile(
            code: code, title: title, timeZone: timeZone, regions: regions, roles: roles, codebooks: codebooks,
            ruleSet: ruleSet, clusters: clusters, participants: participants, documents: documents)
    }

    // MARK: - The study itself

    private static func studyCode(_ field: YAMLField) -> String? {
        guard let code = field.text() else { return nil }
        if StudyFile.isCode(code) { return code }
        field.report(
            .badID, "expected lower-case letters, digits and hyphens, at most 63, as in `pilot-2026`; found `\(code)`")
        return nil
    }

    private static func timeZone(_ field: YAMLField) -> String? {
        guard let name = field.text() else { return nil }
        if StudyFile.isTimeZone(name) { return name }
        field.report(.unknownWord, "expected the name of a time zone, such as `Asia/Taipei`; found `\(name)`")
        return nil
    }

    private static func letter(_ field: YAMLField) -> String? {
        guard let text = field.text(), isLetter(text, at: field) else { return nil }
        return text
    }

    private static func isLetter(_ text: String, at field: YAMLField) -> Bool {
        if StudyFile.isLetter(text) { return true }
        field.report(.badCode, "expected one capital letter from A to Z, found `\(text)`")
        return false
    }

    private static func roles(_ field: YAMLField) -> [String: LocalizedText] {
        let roles = field.entries().compactMap { letter, value -> (String, LocalizedText)? in
            guard isLetter(letter, at: value), let name = value.localizedText() else { return nil }
            return (letter, name)
        }
        // The parser refuses a key that stands twice.
        return Dictionary(roles) { first, _ in first }
    }

    // MARK: - Whom and what it is about

    private static func clusters(_ field: YAMLField?, _ codes: StudyCodes) -> [StudyFile.Cluster] {
        var seen: Set<ClusterCode> = []
        return (field?.items() ?? []).compactMap { item in
            guard let section = item.section(["code", "members", "commodity"]), let field = section.required("code"),
                let code = code(field, ClusterCode.init(parsing:codes:), codes)
            else { return nil }
            if !seen.insert(code).inserted { field.report(.duplicateID, "the cluster \(code) stands in the list already") }
            return StudyFile.Cluster(
                code: code, members: section["members"]?.integer(in: 1...Int(Int32.max)),
                commodity: section["commodity"]?.localizedText())
        }
    }

    private static func participants(
        _ field: YAMLField?, _ codes: StudyCodes, of clusters: [ClusterCode]
    ) -> [IdentificationLabel] {
        var seen: Set<ParticipantCode> = []
        return (field?.items() ?? []).compactMap { item in
            guard let section = item.section(["code", "title"]), let field = section.required("code"),
                let code = code(field, ParticipantCode.init(parsing:codes:), codes)
            else { return nil }
            check(code.cluster, isAmong: clusters, at: field)
            if !seen.insert(code).inserted { field.report(.duplicateID, "the participant \(code) stands in the list already") }
            return IdentificationLabel(participant: code, title: section["title"]?.word(Title.self))
        }
    }

    private static func documents(
        _ field: YAMLField?, _ codes: StudyCodes, of clusters: [ClusterCode], by participants: [ParticipantCode]
    ) -> [StudyFile.Document] {
        (field?.items() ?? []).compactMap { item in
            guard let section = item.section(["file", "type", "cluster", "participant"]) else { return nil }
            let path = section.required("file")?.text()
            let type = section.required("type")?.word(DocumentType.self)
            let cluster = section.required("cluster").flatMap { field -> ClusterCode? in
                guard let cluster = code(field, ClusterCode.init(parsing:codes:), codes) else { return nil }
                check(cluster, isAmong: clusters, at: field)
                return cluster
            }
            let participant = section["participant"].flatMap { field -> ParticipantCode? in
                guard let participant = code(field, ParticipantCode.init(parsing:codes:), codes) else { return nil }
                if !participants.contains(participant) {
                    field.report(.unknownParticipant, "\(participant) is not listed under `participants:`")
                } else if let cluster, participant.cluster != cluster {
                    field.report(.unknownParticipant, "\(participant) is of cluster \(participant.cluster), not of \(cluster)")
                }
                return participant
            }
            guard let path, let type, let cluster else { return nil }
            return StudyFile.Document(path: path, type: type, cluster: cluster, participant: participant)
        }
    }

    private static func code<Code>(
        _ field: YAMLField, _ parse: (String, StudyCodes) throws(CodeProblem) -> Code, _ codes: StudyCodes
    ) -> Code? {
        guard let text = field.text() else { return nil }
        do {
            return try parse(text, codes)
        } catch {
            field.report(.badCode, error.message.en)
            return nil
        }
    }

    private static func check(_ cluster: ClusterCode, isAmong clusters: [ClusterCode], at field: YAMLField) {
        if !clusters.contains(cluster) { field.report(.unknownCluster, "\(cluster) is not listed under `clusters:`") }
    }
}

extension StudyFile {
    /// As the database has it: lower-case letters, digits and hyphens, the first no hyphen.
    package static func isCode(_ text: String) -> Bool {
        (1...63).contains(text.utf8.count) && !text.hasPrefix("-")
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    package static func isTimeZone(_ name: String) -> Bool { TimeZone(identifier: name) != nil }

    package static func isLetter(_ text: String) -> Bool {
        text.utf8.count == 1 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    }
}
