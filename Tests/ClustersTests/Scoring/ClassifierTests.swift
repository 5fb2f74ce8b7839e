import Coding
import Testing
import Transcripts

@testable import Clusters

@Suite struct ClassifierTests {
    // MARK: - Basis

    @Test("The basis is certified only where everything that counts is; what does not count does not matter")
    func basis() throws {
        var said = Said()
        for indicator in Said.abilities + Said.triggers { said.say(indicator, 2, standing: .certified) }
        said.say("brand", 2, flags: [.hypothetical])
        #expect(try Classifier.assess(said.evidence, by: .lin()).basis == .certified)
        said.say("brand", 2)
        #expect(try Classifier.assess(said.evidence, by: .lin()).basis == .provisional)
    }

    // MARK: - Thresholds

    @Test(
        "The band includes its lower edge and not its upper one",
        arguments: [
            (0, .low), (1.14, .low), (1.15, .borderline), (1.25, .borderline), (1.34, .borderline), (1.35, .high), (2, .high),
        ] as [(Double, AxisRule.Side)])
    func edges(value: Double, side: AxisRule.Side) throws {
        #expect(try RuleSet.lin().ability.side(of: value) == side)
    }

    @Test("Without a band the threshold itself is high")
    func edgeWithoutBand() throws {
        var rule = try RuleSet.lin().ability
        rule.band = 0
        #expect(rule.side(of: 1.25) == .high)
        #expect(rule.side(of: 1.24) == .low)
    }

    @Test("An edge is where its decimals say, not where binary fractions add up to")
    func edgeInDecimals() throws {
        var rule = try RuleSet.lin().ability
        (rule.threshold, rule.band) = (0.2, 0.1)
        #expect(0.2 + 0.1 > 0.3)
        #expect(rule.side(of: 0.3) == .high)
    }

    @Test("An axis in the band is borderline and waits for the experts")
    func borderline() throws {
        var said = Said()
        said.say(Said.triggers, 2)
        said.say(Array(Said.abilities.prefix(4)), 1)
        said.say("information-technology", 2)
        let assessment = try Classifier.assess(said.evidence, by: .lin())
        #expect(assessment.ability.value == 1.2)
        #expect(assessment.outcome == .borderline)
        #expect(assessment.reasons == [Reason(.nearThreshold, axis: .ability), Reason(.awaitsExperts)])
    }

    @Test("The least number of known indicators is needed on each axis", arguments: [2, 3])
    func leastKnown(known: Int) throws {
        var said = Said()
        said.say(Said.triggers, 2)
        said.say(Array(Said.abilities.prefix(known)), 2)
        let assessment = try Classifier.assess(said.evidence, by: .lin())
        #expect(assessment.outcome == (known < 3 ? .insufficient : .pattern(.sustainableDevelopment)))
        #expect((assessment.ability.value == nil) == (known < 3))
        #expect(assessment.reasons == (known < 3 ? [Reason(.tooFewIndicators, axis: .ability)] : []))
    }

    @Test("A necessary indicator nobody speaks of is named; it changes no outcome")
    func necessaryUnknown() throws {
        var said = Said()
        said.say(Said.abilities + ["member-needs", "knowledge-sharing"], 2)
        let assessment = try Classifier.assess(said.evidence, by: .lin())
        #expect(assessment.outcome == .pattern(.sustainableDevelopment))
        #expect(assessment.reasons == [Reason(.necessaryUnknown, about: "leader")])
    }

    // MARK: - Contradictions

    @Test("A contradiction that decides the side of an axis goes to the experts, unless the rule set only shows it")
    func conflictThatDecides() throws {
        var said = Said()
        said.say(Said.triggers, 2)
        said.say(["management", "product-design"], 2)
        for indicator in ["marketing", "brand", "information-technology"] {
            said.say(indicator, 2)
            said.say(indicator, 0, in: .observationNote)
        }
        var ruleSet = try RuleSet.lin()
        let open = Classifier.assess(said.evidence, by: ruleSet)
        #expect(open.ability.value == 1.4)
        #expect(open.ability.range == 1.2...1.6, "one contradiction at a time")
        #expect(open.outcome == .borderline)
        #expect(open.reasons.first == Reason(.conflictDecides, axis: .ability))

        ruleSet.scoring.contested = .shown
        let shown = Classifier.assess(said.evidence, by: ruleSet)
        #expect(shown.outcome == .pattern(.sustainableDevelopment))
        #expect(shown.reasons.map(\.kind) == [.evidenceConflicts, .evidenceConflicts, .evidenceConflicts])
    }

    @Test("A low axis that the contradiction's other reading makes high goes to the experts too")
    func conflictThatDecidesUpwards() throws {
        var said = Said()
        said.say(Said.triggers, 2)
        said.say(["management", "product-design"], 1)
        for indicator in ["marketing", "brand", "information-technology"] {
            said.say(indicator, 0)
            said.say(indicator, 2, in: .observationNote)
        }
        let assessment = try Classifier.assess(said.evidence, by: .lin())
        #expect(assessment.ability.value == 1)
        #expect(assessment.ability.range == 0.8...1.2)
        #expect(assessment.outcome == .borderline)
        #expect(assessment.reasons.first == Reason(.conflictDecides, axis: .ability))
    }

    @Test("A contradiction that leaves the axis where it is changes no outcome and is named")
    func conflictThatDoesNotDecide() throws {
        var said = Said()
        said.say(Said.abilities + Said.triggers, 2)
        said.say("brand", 0, in: .observationNote)
        let assessment = try Classifier.assess(said.evidence, by: .lin())
        #expect(assessment.outcome == .pattern(.sustainableDevelopment))
        #expect(assessment.reasons == [Reason(.evidenceConflicts, about: "brand")])
    }

    // MARK: - Experts

    private static let n2 = ClusterCode(region: "N", number: 2)

    private func rated(_ patterns: Pattern...) throws -> Assessment {
        var said = Said()
        said.say(Said.abilities + Said.triggers, 2)
        let ratings = patterns.enumerated().map { ExpertRating(rater: "E\($0)", cluster: Self.n2, pattern: $1) }
        return try Classifier.assess(said.evidence, experts: ratings, by: .lin())
    }

    @Test("Experts who agree with the rules leave nothing to mind")
    func expertsAgree() throws {
        let assessment = try rated(.sustainableDevelopment, .sustainableDevelopment)
        #expect(assessment.experts == .consensus(.sustainableDevelopment, raters: 2))
        #expect(assessment.settled == .sustainableDevelopment)
        #expect(assessment.reasons.isEmpty)
    }

    @Test("Experts who agree on another pattern stand beside the rules' result; neither overrules the other")
    func expertsDiffer() throws {
        let assessment = try rated(.abilityOriented, .abilityOriented)
        #expect(assessment.outcome == .pattern(.sustainableDevelopment))
        #expect(assessment.experts == .consensus(.abilityOriented, raters: 2))
        #expect(assessment.reasons == [Reason(.expertsDiffer)])
        #expect(assessment.settled == nil)
    }

    @Test("The machine does not break the experts' tie")
    func dissent() throws {
        let assessment = try rated(.abilityOriented, .sustainableDevelopment)
        #expect(assessment.experts == .dissent(["E0": .abilityOriented, "E1": .sustainableDevelopment]))
        #expect(assessment.reasons == [Reason(.expertsDisagree)])
        #expect(assessment.settled == nil)
    }

    @Test("One expert is no consensus")
    func singleExpert() throws {
        let assessment = try rated(.abilityOriented)
        #expect(assessment.experts == .single(.abilityOriented, rater: "E0"))
        #expect(assessment.reasons == [Reason(.tooFewExperts)])
        #expect(assessment.settled == .sustainableDevelopment)
    }

    @Test("Experts settle a borderline case; what the rules say stays borderline")
    func expertsSettleBorderline() throws {
        var said = Said()
        said.say(Said.triggers, 2)
        said.say(Array(Said.abilities.prefix(4)), 1)
        said.say("information-technology", 2)
        let ratings = ["a", "b"].map { ExpertRating(rater: $0, cluster: Self.n2, pattern: .leaderOriented) }
        let assessment = try Classifier.assess(said.evidence, experts: ratings, by: .lin())
        #expect(assessment.outcome == .borderline)
        #expect(assessment.settled == .leaderOriented)
        #expect(assessment.reasons == [Reason(.nearThreshold, axis: .ability)])
    }
}
