import Clusters
import Codebooks
import Foundation
import Transcripts

/// Reads a study from its YAML file, strictly: no key is unknown, every code is one of the study's, and all that is wrong is
/// said at once. docs/cli.md describes the format.
struct StudyFileReader {
    private let log = YAMLField.ProblemLog()

    static func read(_ yaml: [UInt8]) throws(FileProblems) -> StudyFile {
        let reader = StudyFileReader()
        let study = reader.study(yaml)
        guard let study, reader.log.problems.isEmpty else { throw FileProblems(reader.log.problems) }
        return study
    }

    private func study(_ yaml: [UInt8]) -> StudyFile? {
        let required = ["study", "title", "regions", "roles", "codebooks", "rule-set"]
        let optional = ["time-zone", "clusters", "participants", "documents"]
        guard let fields = YAMLField.root(of: yaml, log: log)?.mapping(required, optional: optional) else { return nil }
        let code = fields["study"].flatMap(Self.studyCode)
        let title = fields["title"]?.text()
        let timeZone = fields["time-zone"].map(Self.timeZone) ?? "Asia/Taipei"
        let regions = fields["regions"]?.list()?.compactMap(Self.letter)
        let roles = fields["roles"].flatMap(Self.roles)
        let codebooks = fields["codebooks"]?.list()?.compactMap { $0.identifier() }
        let ruleSet = fields["rule-set"]?.identifier()
        if codebooks == [] { fields["codebooks"]?.fail("empty", "expected one codebook at least") }
        guard let code, let title, let timeZone, let regions, let roles, let codebooks, let ruleSet else { return nil }

        let codes = StudyCodes(regions: Set(regions), roles: roles.mapValues(\.en))
        let clusters = clusters(fields["clusters"], codes)
        let participants = participants(fields["participants"], codes, of: clusters.map(\.code))
        let documents = documents(
            fields["documents"], codes, of: clusters.map(\.code), by: participants.map(\.participant))
        return StudyFile(
            code: code, title: title, timeZone: timeZone, regions: regions, roles: roles, codebooks: codebooks,
            ruleSet: ruleSet, clusters: clusters, participants: participants, documents: documents)
    }

    // MARK: - The study itself

    private static func studyCode(_ field: YAMLField) -> String? {
        guard let code = field.string() else { return nil }
        guard StudyFile.isCode(code) else {
            field.fail("not-an-id", "expected lower-case letters, digits and hyphens, at most 63, such as 'pilot-2026'")
            return nil
        }
        return code
    }

    private static func timeZone(_ field: YAMLField) -> String? {
        guard let name = field.string() else { return nil }
        guard StudyFile.isTimeZone(name) else {
            field.fail("unknown-word", "no time zone has this name; expected one such as Asia/Taipei")
            return nil
        }
        return name
    }

    private static func letter(_ field: YAMLField) -> String? {
        guard let letter = field.string() else { return nil }
        guard StudyFile.isLetter(letter) else {
            field.fail("not-a-letter", "expected one capital letter from A to Z")
            return nil
        }
        return letter
    }

    private static func roles(_ field: YAMLField) -> [String: LocalizedText]? {
        guard let entries = field.entries() else { return nil }
        let roles = entries.compactMap { key, value -> (String, LocalizedText)? in
            guard let letter = letter(key), let name = value.text() else { return nil }
            return (letter, name)
        }
        // The parser refuses a key that stands twice.
        return Dictionary(roles) { first, _ in first }
    }

    // MARK: - Whom and what it is about

    private func clusters(_ field: YAMLField?, _ codes: StudyCodes) -> [StudyFile.Cluster] {
        var seen: Set<ClusterCode> = []
        return (field?.list() ?? []).compactMap { entry in
            guard let fields = entry.mapping(["code"], optional: ["members", "commodity"]),
                let code = Self.cluster(fields["code"], codes)
            else { return nil }
            if !seen.insert(code).inserted { fields["code"]?.fail("duplicate", "cluster \(code) stands in the list already") }
            return StudyFile.Cluster(
                code: code, members: fields["members"]?.integer(in: 1...Int(Int32.max)), commodity: fields["commodity"]?.text())
        }
    }

    private func participants(
        _ field: YAMLField?, _ codes: StudyCodes, of clusters: [ClusterCode]
    ) -> [IdentificationLabel] {
        var seen: Set<ParticipantCode> = []
        return (field?.list() ?? []).compactMap { entry in
            guard let fields = entry.mapping(["code"], optional: ["title"]), let field = fields["code"],
                let code = Self.participant(field, codes)
            else { return nil }
            Self.check(code.cluster, isAmong: clusters, at: field)
            if !seen.insert(code).inserted { field.fail("duplicate", "participant \(code) stands in the list already") }
            return IdentificationLabel(participant: code, title: fields["title"]?.word(Title.self))
        }
    }

    private func documents(
        _ field: YAMLField?, _ codes: StudyCodes, of clusters: [ClusterCode], by participants: [ParticipantCode]
    ) -> [StudyFile.Document] {
        (field?.list() ?? []).compactMap { entry in
            guard let fields = entry.mapping(["file", "type", "cluster"], optional: ["participant"]) else { return nil }
            let path = fields["file"]?.string()
            let type = fields["type"]?.word(DocumentType.self)
            let cluster = Self.cluster(fields["cluster"], codes)
            let participant = Self.participant(fields["participant"], codes)
            guard let path, let type, let cluster else { return nil }
            if let field = fields["cluster"] { Self.check(cluster, isAmong: clusters, at: field) }
            if let field = fields["participant"], let participant {
                if !participants.contains(participant) {
                    field.fail("unknown-participant", "\(participant) is not listed under participants")
                } else if participant.cluster != cluster {
                    field.fail("wrong-cluster", "\(participant) is of cluster \(participant.cluster), not of \(cluster)")
                }
            }
            return StudyFile.Document(path: path, type: type, cluster: cluster, participant: participant)
        }
    }

    private static func cluster(_ field: YAMLField?, _ codes: StudyCodes) -> ClusterCode? {
        guard let field, let text = field.string() else { return nil }
        do {
            return try ClusterCode(parsing: text, codes: codes)
        } catch {
            field.fail(error.code, error.message.en)
            return nil
        }
    }

    private static func participant(_ field: YAMLField?, _ codes: StudyCodes) -> ParticipantCode? {
        guard let field, let text = field.string() else { return nil }
        do {
            return try ParticipantCode(parsing: text, codes: codes)
        } catch {
            field.fail(error.code, error.message.en)
            return nil
        }
    }

    private static func check(_ cluster: ClusterCode, isAmong clusters: [ClusterCode], at field: YAMLField) {
        if !clusters.contains(cluster) { field.fail("unknown-cluster", "\(cluster) is not listed under clusters") }
    }
}

extension StudyFile {
    /// As the database has it: lower-case letters, digits and hyphens, the first no hyphen.
    static func isCode(_ text: String) -> Bool {
        (1...63).contains(text.utf8.count) && !text.hasPrefix("-")
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    static func isTimeZone(_ name: String) -> Bool { TimeZone(identifier: name) != nil }

    static func isLetter(_ text: String) -> Bool {
        text.utf8.count == 1 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    }
}
