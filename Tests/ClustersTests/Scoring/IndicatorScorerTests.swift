import Coding
import Testing
import Transcripts

@testable import Clusters

@Suite struct IndicatorScorerTests {
    /// The score of `brand` by the shipped rules, as changed.
    private func brand(_ said: Said, _ change: (inout ScoringRules) -> Void = { _ in }) throws -> IndicatorScore {
        var ruleSet = try RuleSet.lin()
        change(&ruleSet.scoring)
        let indicator = try #require(ruleSet[indicator: "brand"])
        return IndicatorScorer(indicator: indicator, rules: ruleSet.scoring).score(said.evidence).score
    }

    @Test(
        "A kind of evidence is worth the median of the set of anchors it supports",
        arguments: [
            ([0], 0), ([1], 1), ([2], 2), ([1, 2], 1.5), ([0, 1], 0.5), ([0, 2], 1), ([0, 1, 2], 1),
            ([1, 1, 1, 1, 2], 1.5), ([2, 2, 2, 1], 1.5),
        ] as [([Int], Double)])
    func medianOfTheSet(anchors: [Int], value: Double) throws {
        var said = Said()
        // Each by a voice of its own, so that none sets another aside.
        for (index, anchor) in anchors.enumerated() { said.say("brand", anchor, by: "V\(index)") }
        let score = try brand(said)
        #expect(score.value == value)
        #expect(score.cells[.interview]?.anchors == Set(anchors).sorted())
    }

    @Test("A stray sentence is set aside against two of the same voice, and stays listed against the value")
    func strayIsSetAside() throws {
        var said = Said()
        let first = said.say("brand", 0)
        let second = said.say("brand", 0)
        let stray = said.say("brand", 2)
        let score = try brand(said)
        let cell = try #require(score.cells[.interview])
        #expect(cell.value == 0)
        #expect(cell.supporting == [first, second])
        #expect(cell.contradicting == [stray])
        #expect(cell.setAside == [stray])
        #expect(!score.isConflicting)
    }

    @Test("Two sentences each way are a conflict that nobody settles")
    func evenConflict() throws {
        var said = Said()
        for anchor in [0, 0, 2, 2] { said.say("brand", anchor) }
        let score = try brand(said)
        #expect(score.value == 1)
        #expect(score.isConflicting)
        #expect(score.range == 0...2)
        #expect(score.cells[.interview]?.setAside == [])
    }

    @Test("No voice outweighs another, however much it says")
    func voicesAreNotOutvoted() throws {
        var said = Said()
        for _ in 1...12 { said.say("brand", 2, by: "L") }
        said.say("brand", 0, by: "S")
        let score = try brand(said)
        #expect(score.value == 1)
        #expect(score.isConflicting)
    }

    @Test("The same words again corroborate nothing: not repeated, not with other punctuation, not as a part")
    func corroborationNeedsOtherWords() throws {
        for again in ["We have no brand.", "we have  no brand", "have no brand", "「We have no brand」！"] {
            var said = Said()
            said.say("brand", 0, quotation: "We have no brand.")
            said.say("brand", 0, quotation: again)
            said.say("brand", 2)
            #expect(try brand(said).value == 1, "\(again)")
        }
    }

    @Test("Corroboration of 1 sets nothing aside")
    func corroborationSwitchedOff() throws {
        var said = Said()
        for anchor in [0, 0, 0, 2] { said.say("brand", anchor) }
        #expect(try brand(said) { $0.corroboration = 1 }.value == 1)
    }

    @Test("Kinds of evidence count once each, and their contradiction is flagged with its range")
    func acrossKinds() throws {
        var said = Said()
        for _ in 1...5 { said.say("brand", 0) }
        said.say("brand", 2, in: .observationNote)
        let two = try brand(said)
        #expect(two.value == 1)
        #expect(two.isConflicting)
        #expect(two.range == 0...2)

        said.say("brand", 2, in: .finalReport)
        let three = try brand(said)
        #expect(three.value == 2)
        #expect(three.range == 1...2, "leaving either agreeing kind out leaves it at 1, leaving out the other at 2")
    }

    @Test(
        "The rule set chooses the aggregation across kinds",
        arguments: [(Aggregation.median, 1), (.mean, 1), (.lowest, 0), (.highest, 2)] as [(Aggregation, Double)])
    func aggregationAcross(aggregation: Aggregation, value: Double) throws {
        var said = Said()
        said.say("brand", 0)
        said.say("brand", 1, in: .observationNote)
        said.say("brand", 2, in: .finalReport)
        #expect(try brand(said) { $0.across = aggregation }.value == value)
    }

    @Test(
        "Flags: denied support is contrary, a denied weakness is nothing, weakened support is partial",
        arguments: [
            (2, [.negated], 0), (1, [.negated], 0), (0, [.negated], nil),
            (2, [.hedged], 1), (1, [.hedged], 1), (0, [.hedged], nil), (2, [.negated, .hedged], nil),
            (2, [.hypothetical], nil), (2, [.reported], nil), (0, [.reported], nil), (2, [.question], nil),
            (2, [.negated, .hypothetical], nil),
        ] as [(Int, Set<Flag>, Double?)])
    func flags(anchor: Int, flags: Set<Flag>, value: Double?) throws {
        var said = Said()
        said.say("brand", anchor, flags: flags)
        let score = try brand(said)
        #expect(score.value == value)
        #expect(score.unscored.count == (value == nil ? 1 : 0))
    }

    @Test("A rule set may score or list any flag")
    func flagsByRuleSet() throws {
        var said = Said()
        said.say("brand", 2, flags: [.hedged])
        #expect(try brand(said) { $0.flags[.hedged] = .score }.value == 2)
        #expect(try brand(said) { $0.flags[.hedged] = .list }.unscored.map(\.cause) == [.flagged])
    }

    @Test("An anchor that no rule set has is listed and does not count")
    func unknownAnchor() throws {
        var said = Said()
        said.say("brand", 3)
        said.say("brand", -1)
        let score = try brand(said)
        #expect(score.value == nil)
        #expect(score.unscored.map(\.cause) == [.unknownAnchor, .unknownAnchor])
    }
}
