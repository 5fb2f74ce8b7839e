import Codebooks
import Coding
import Testing
import Transcripts

@testable import Clusters

/// Evidence for a test, in as few words as the test needs.
struct Said {
    var evidence: [Evidence] = []

    /// Adds evidence with the next id; without a quotation its words are unlike all others.
    @discardableResult
    mutating func say(
        _ indicator: String, _ value: Int, _ subject: EvidenceSubject? = nil, in document: DocumentType = .transcript,
        by role: String? = "L", flags: Set<Flag> = [], standing: EvidenceStanding = .suggested, quotation: String? = nil
    ) -> Int64 {
        let id = Int64(evidence.count + 1)
        let speaks = document == .transcript
        evidence.append(
            Evidence(
                id: id,
                anchor: IndicatorAnchor(
                    indicator: indicator, value: value, subject: subject ?? (indicator == "leader" ? .leader : .members)),
                evidenceType: document.evidenceType, documentType: document, flags: flags, standing: standing,
                quotation: quotation ?? "words number \(id) end",
                participant: speaks
                    ? role.map { ParticipantCode(cluster: ClusterCode(region: "N", number: 1), role: $0) } : nil))
        return id
    }

    /// Says the same value of several indicators, once each.
    mutating func say(_ indicators: [String], _ value: Int, in document: DocumentType = .transcript) {
        for indicator in indicators { say(indicator, value, in: document) }
    }

    static let abilities = ["management", "product-design", "marketing", "brand", "information-technology"]
    static let triggers = ["leader", "member-needs", "knowledge-sharing"]
}

extension RuleSet {
    /// The shipped rule set.
    static func lin() throws -> RuleSet {
        try #require(try RuleSetLibrary.ruleSet("lin-patterns"))
    }
}
