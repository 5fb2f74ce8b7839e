import SourceFiles
import Testing
import Transcripts

@testable import Clusters

@Suite struct SensitivityTests {
    private func ableWithHalfHeartedTrigger() -> Said {
        var said = Said()
        said.say(Said.abilities, 2)
        said.say(Said.triggers, 1)
        return said
    }

    @Test("Every variation makes another rule set, each another one")
    func variations() throws {
        let ruleSet = try RuleSet.lin()
        let all = Variation.all(of: ruleSet)
        #expect(Set(all.map { $0.applied(to: ruleSet) }).count == all.count)
        #expect(!all.contains(.within(.median)))
        #expect(Set(all.map { $0.name(in: ruleSet).zh }).count == all.count)
        #expect(Set(all.map { $0.name(in: ruleSet).en }).count == all.count)
    }

    @Test("A threshold moved past the value moves the outcome, and nothing else does")
    func thresholds() throws {
        let ruleSet = try RuleSet.lin()
        let sensitivity = Sensitivity(ableWithHalfHeartedTrigger().evidence, by: ruleSet)
        let moved = sensitivity.rows.filter { $0.outcome != .pattern(.abilityOriented) }
        #expect(
            moved == [
                Sensitivity.Row(variation: .threshold(.trigger, by: -0.25), outcome: .borderline),
                Sensitivity.Row(variation: .without(.interview), outcome: .insufficient),
            ])
        #expect(sensitivity.count(of: .pattern(.abilityOriented)) == sensitivity.rows.count - 2)
    }

    @Test("The ceiling of the necessary indicator is one of the choices that are varied")
    func necessary() throws {
        var said = Said()
        said.say(Said.abilities + ["member-needs", "knowledge-sharing"], 2)
        said.say("leader", 0)
        let sensitivity = Sensitivity(said.evidence, by: try .lin())
        #expect(sensitivity.rows.first { $0.variation == .withoutNecessary }?.outcome == .borderline)
    }

    @Test("The nearest change comes first: here one step of any driver leaves the low side")
    func nearest() throws {
        let sensitivity = Sensitivity(ableWithHalfHeartedTrigger().evidence, by: try .lin())
        let first = try #require(sensitivity.moves.first)
        #expect(first == Sensitivity.Move(indicator: "leader", from: 1, to: 2, outcome: .borderline))
        #expect(sensitivity.moves.filter(\.isUpward).map(\.indicator) == Said.triggers)
    }

    @Test("A leader held back is the one step to Sustainable Development")
    func leaderHeldBack() throws {
        var said = Said()
        said.say(Said.abilities + ["member-needs", "knowledge-sharing"], 2)
        said.say("leader", 0)
        let upward = Sensitivity(said.evidence, by: try .lin()).moves.filter(\.isUpward)
        #expect(upward.first == .init(indicator: "leader", from: 0, to: 1, outcome: .pattern(.sustainableDevelopment)))
        #expect(upward.allSatisfy { $0.indicator == "leader" })
    }

    @Test("An unknown indicator that would complete the evidence is named, after the known ones")
    func unknown() throws {
        var said = Said()
        said.say(Array(Said.abilities.prefix(2)) + Said.triggers, 2)
        let moves = Sensitivity(said.evidence, by: try .lin()).moves
        #expect(moves.allSatisfy { $0.from == nil })
        #expect(moves.contains(.init(indicator: "brand", from: nil, to: 2, outcome: .pattern(.sustainableDevelopment))))
    }
}
