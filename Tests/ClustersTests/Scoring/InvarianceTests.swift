import Codebooks
import Coding
import TestSupport
import Testing
import Transcripts

@testable import Clusters

/// Whatever the evidence is, certain changes to it change nothing, and the figures keep their bounds.
@Suite struct InvarianceTests {
    private static let seeds = (0..<200).map { _ in UInt64.random(in: .min ... .max) }

    /// Evidence of any kind on any indicator, some of it in the same words.
    private static func evidence(_ generator: inout SeededGenerator) -> [Evidence] {
        let indicators = Said.abilities + Said.triggers + ["unknown-indicator"]
        return (1...Int.random(in: 1...60, using: &generator)).map { id in
            let document = DocumentType.allCases.randomElement(using: &generator) ?? .transcript
            let flags = Flag.allCases.filter { _ in Int.random(in: 0..<8, using: &generator) == 0 }
            let roles: [String?] = ["L", "S", nil]
            let role = roles.randomElement(using: &generator) ?? nil
            return Evidence(
                id: Int64(id),
                anchor: IndicatorAnchor(
                    indicator: indicators.randomElement(using: &generator) ?? "brand",
                    value: Int.random(in: 0...2, using: &generator),
                    subject: EvidenceSubject.allCases.randomElement(using: &generator) ?? .members),
                evidenceType: document.evidenceType, documentType: document, flags: Set(flags),
                standing: EvidenceStanding.allCases.randomElement(using: &generator) ?? .suggested,
                quotation: "passage \(Int.random(in: 0..<30, using: &generator)) end",
                participant: role.map { ParticipantCode(cluster: ClusterCode(region: "N", number: 1), role: $0) })
        }
    }

    @Test("The order of the evidence changes nothing", arguments: seeds)
    func order(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let evidence = Self.evidence(&generator)
        let ruleSet = try RuleSet.lin()
        let assessment = Classifier.assess(evidence, by: ruleSet)
        #expect(Classifier.assess(evidence.shuffled(using: &generator), by: ruleSet) == assessment, "seed \(seed)")
        #expect(Classifier.assess(evidence.reversed(), by: ruleSet) == assessment, "seed \(seed)")
    }

    @Test("Saying again what a voice said changes no figure, however often", arguments: seeds)
    func duplicates(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let evidence = Self.evidence(&generator)
        let copies = evidence.filter { _ in Bool.random(using: &generator) }.enumerated().flatMap { index, piece in
            (1...3).map { copy in
                Evidence(
                    id: Int64(1000 * copy + index), anchor: piece.anchor, evidenceType: piece.evidenceType,
                    documentType: piece.documentType, flags: piece.flags, standing: piece.standing,
                    quotation: "  \(piece.quotation.uppercased())。", participant: piece.participant)
            }
        }
        let ruleSet = try RuleSet.lin()
        let once = Classifier.assess(evidence, by: ruleSet)
        let often = Classifier.assess(evidence + copies, by: ruleSet)
        #expect(often.outcome == once.outcome, "seed \(seed)")
        #expect(often.ability == once.ability && often.trigger == once.trigger, "seed \(seed)")
        #expect(often.reasons == once.reasons, "seed \(seed)")
        #expect(often.indicators.map(\.value) == once.indicators.map(\.value), "seed \(seed)")
        #expect(often.indicators.map { $0.cells.mapValues(\.anchors) } == once.indicators.map { $0.cells.mapValues(\.anchors) })
    }

    @Test("What does not count changes no figure when it is taken away", arguments: seeds)
    func uncounted(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let evidence = Self.evidence(&generator)
        let ruleSet = try RuleSet.lin()
        let all = Classifier.assess(evidence, by: ruleSet)
        let unscored = Set(all.indicators.flatMap(\.unscored).map(\.id))
        let counted = Classifier.assess(evidence.filter { !unscored.contains($0.id) }, by: ruleSet)
        #expect(counted.outcome == all.outcome && counted.basis == all.basis, "seed \(seed)")
        #expect(counted.ability == all.ability && counted.trigger == all.trigger, "seed \(seed)")
    }

    @Test("Values lie between 0 and 2, ranges hold their value, and ids go nowhere and come from nowhere", arguments: seeds)
    func bounds(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let evidence = Self.evidence(&generator)
        var ruleSet = try RuleSet.lin()
        ruleSet.scoring.within = Aggregation.allCases.randomElement(using: &generator) ?? .median
        ruleSet.scoring.across = Aggregation.allCases.randomElement(using: &generator) ?? .median
        let assessment = Classifier.assess(evidence, by: ruleSet)
        for score in [assessment.ability, assessment.trigger] {
            if let value = score.value, let range = score.range {
                #expect((0...2).contains(value) && range.contains(value), "seed \(seed)")
            }
            #expect((score.value == nil) == (score.range == nil), "seed \(seed)")
            #expect(score.known <= score.of && score.direct <= score.known, "seed \(seed)")
        }
        for indicator in assessment.indicators {
            #expect((indicator.value == nil) == indicator.cells.isEmpty, "seed \(seed)")
            let ids =
                indicator.cells.values.flatMap { $0.supporting + $0.contradicting } + indicator.unscored.map(\.id)
            let given = evidence.filter { $0.anchor.indicator == indicator.indicator }.map(\.id)
            #expect(ids.sorted() == given.sorted(), "seed \(seed)")
        }
    }

    @Test("Another voice for an indicator never lowers its cell, and one against never raises it", arguments: seeds)
    func monotone(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let evidence = Self.evidence(&generator).filter { $0.anchor.indicator != "unknown-indicator" }
        var ruleSet = try RuleSet.lin()
        ruleSet.scoring.corroboration = 1
        let before = Classifier.assess(evidence, by: ruleSet)
        for (anchor, isFine) in [(2, { $0 >= $1 }), (0, { $0 <= $1 })] as [(Int, (Double, Double) -> Bool)] {
            let voice = Evidence(
                id: 5000, anchor: IndicatorAnchor(indicator: "brand", value: anchor, subject: .members), evidenceType: .interview,
                documentType: .transcript, flags: [], standing: .suggested, quotation: "quite another voice",
                participant: ParticipantCode(cluster: ClusterCode(region: "N", number: 9), role: "S"))
            let after = Classifier.assess(evidence + [voice], by: ruleSet)
            let brand = { (assessment: Assessment) in
                assessment.indicators.first { $0.indicator == "brand" }?.cells[.interview]?.value
            }
            guard let was = brand(before), let now = brand(after) else { continue }
            #expect(isFine(now, was), "seed \(seed)")
        }
    }
}
