import Foundation
import SourceFiles
import Testing
import Transcripts

@testable import Clusters

/// `docs/classification.md` tells researchers what the shipped rules do; it must not fall behind them.
@Suite struct DocumentationTests {
    private static func page() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        return try String(contentsOf: root.appending(path: "docs/classification.md"), encoding: .utf8)
    }

    @Test("Every anchor and pattern name stands in the page as it stands in the rule set")
    func anchors() throws {
        let page = try Self.page()
        let ruleSet = try RuleSet.lin()
        for indicator in ruleSet.axes.flatMap(\.indicators) {
            #expect(page.contains("`\(indicator.id)`"))
            for text in [indicator.name] + indicator.anchors {
                for language in Language.allCases { #expect(page.contains(text[language]), "\(indicator.id)") }
            }
        }
        for pattern in ruleSet.patterns.values { #expect(page.contains("\(pattern.name.en) · \(pattern.name.zh)")) }
    }

    @Test("The page's figures are those of the rule set")
    func figures() throws {
        let page = try Self.page()
        let ruleSet = try RuleSet.lin()
        for axis in ruleSet.axes {
            #expect(page.contains("axis < \(axis.lowerEdge.scoreText) "))
            #expect(page.contains("axis ≥ \(axis.upperEdge.scoreText) "))
            #expect(page.contains("threshold \(axis.threshold.scoreText) − band \(axis.band.scoreText)"))
        }
        let (trigger, ability) = (ruleSet.trigger, ruleSet.ability)
        #expect(
            page.contains(
                "Trigger needs \(trigger.leastKnown) of \(trigger.indicators.count) indicators and ability "
                    + "\(ability.leastKnown) of \(ability.indicators.count)"))
        #expect(page.contains("holds the trigger at \((try #require(trigger.necessary)).ceiling.scoreText)"))
    }

    @Test("The page's example comes out as it says")
    func example() throws {
        var said = Said()
        said.say(Said.abilities, 2)
        said.say("leader", 0)
        said.say("leader", 0)
        said.say("leader", 2, in: .finalReport)
        said.say("member-needs", 1)
        said.say("knowledge-sharing", 2, in: .observationNote)
        let assessment = try Classifier.assess(said.evidence, by: .lin())
        #expect(assessment.indicators.prefix(3).map(\.value) == [1, 1, 2])
        #expect(assessment.trigger.withoutCeiling == 1.33 && assessment.trigger.value == 1)
        #expect(assessment.outcome == .pattern(.abilityOriented))
    }
}
