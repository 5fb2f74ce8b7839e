import Clusters
import Codebooks
import Coding
import Testing
import Transcripts

@testable import Reports

@Suite struct QuotedIndicatorTests {
    @Test("The same words on the same side are shown once, with all their marks, certified if any coding of them is")
    func merged() throws {
        let ruleSet = try #require(try RuleSetLibrary.ruleSet("lin-patterns"))
        func piece(_ id: Int64, _ anchor: Int, _ words: String, _ flags: Set<Flag>, _ standing: EvidenceStanding) -> Evidence {
            Evidence(
                id: id, anchor: IndicatorAnchor(indicator: "brand", value: anchor, subject: .members),
                evidenceType: .interview, documentType: .transcript, flags: flags, standing: standing, quotation: words,
                participant: nil)
        }
        let evidence = [
            piece(1, 2, "大家都認得我們的牌子。", [], .suggested), piece(2, 1, "大家都認得我們的牌子。", [.hedged], .certified),
            piece(3, 2, "我們沒有品牌。", [.negated], .suggested), piece(4, 0, "我們沒有品牌。", [], .suggested),
            piece(5, 2, "如果有品牌就好。", [.hypothetical], .suggested),
        ]
        let cluster = ClusterReport(
            code: ClusterCode(region: "S", number: 1), commodity: nil, members: nil,
            assessment: Classifier.assess(evidence, by: ruleSet), evidence: evidence, sensitivity: nil, ratings: [])
        let brand = try #require(QuotedIndicator.all(of: cluster).first)
        #expect(QuotedIndicator.all(of: cluster).count == 1)
        #expect(brand.count == 3)
        #expect(brand.groups.map(\.type) == [.interview, nil])
        let spoken = brand.groups[0].passages
        #expect(spoken.map(\.isAgainst) == [true, false] || spoken.map(\.isAgainst) == [false, true])
        let known = try #require(spoken.first { $0.words == "大家都認得我們的牌子。" })
        #expect(known.standing == .certified)
        #expect(known.marks.contains(Flag.hedged.name))
        let denied = try #require(spoken.first { $0.words == "我們沒有品牌。" })
        #expect(denied.marks.contains(Flag.negated.name) && denied.standing == .suggested)
        #expect(brand.groups[1].passages.map(\.marks) == [[UnscoredEvidence.Cause.hypothetical.name]])
    }
}
