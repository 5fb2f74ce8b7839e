import Coding
import Codebooks
import Testing
import Transcripts

@testable import Clusters

/// What the published study reports of its clusters, and where a careless rule goes wrong.
@Suite struct PatternTrapTests {
    @Test("Able on everything and driven on everything is Sustainable Development (N2)")
    func ableAndDriven() throws {
        var said = Said()
        said.say(Said.abilities + Said.triggers, 2)
        let assessment = try Classifier.assess(said.evidence, by: .lin())
        #expect(assessment.outcome == .pattern(.sustainableDevelopment))
        #expect(assessment.ability.value == 2)
        #expect(assessment.reasons.isEmpty)
    }

    @Test("A whole cluster's enthusiasm makes the trigger high though its leader is merely moderate (S2)")
    func enthusiasmOfTheWholeCluster() throws {
        var said = Said()
        said.say(Said.abilities, 2)
        said.say("leader", 1)
        said.say("member-needs", 2, .cluster)
        said.say("knowledge-sharing", 2, .cluster)
        let assessment = try Classifier.assess(said.evidence, by: .lin())
        #expect(assessment.outcome == .pattern(.sustainableDevelopment))
        #expect(assessment.trigger.value == 1.67)
    }

    @Test(
        "An able leader who treats the cluster as the firm's own success is not averaged away by sharing (N1, M1, M2)",
        arguments: [DocumentType.transcript, .observationNote])
    func ableLeaderWhoServesTheFirm(direct: DocumentType) throws {
        var said = Said()
        said.say(Said.abilities, 2)
        said.say("leader", 0, in: direct)
        said.say("member-needs", 2)
        for _ in 1...9 { said.say("knowledge-sharing", 2) }
        let assessment = try Classifier.assess(said.evidence, by: .lin())
        #expect(assessment.outcome == .pattern(.abilityOriented))
        #expect(assessment.trigger.value == 1, "held at the ceiling")
        #expect(assessment.trigger.withoutCeiling == 1.33, "what it would be is kept beside it")
        #expect(assessment.reasons == [Reason(.heldBack, about: "leader")])
    }

    @Test("Praise of that leader in the reports does not lift the ceiling")
    func reportsDoNotOutweighTheLeadersOwnWords() throws {
        var said = Said()
        said.say(Said.abilities, 2)
        said.say("leader", 0)
        for report in [DocumentType.proposal, .midTermReport, .finalReport] { said.say("leader", 2, in: report) }
        said.say("member-needs", 2)
        said.say("knowledge-sharing", 2)
        let assessment = try Classifier.assess(said.evidence, by: .lin())
        #expect(assessment.outcome == .pattern(.abilityOriented))
        #expect(assessment.reasons == [Reason(.heldBack, about: "leader"), Reason(.evidenceConflicts, about: "leader")])
    }

    @Test("Contrary evidence on the leader in reports only does not hold the axis back, and is shown as a conflict")
    func contraryReportsHoldNothingBack() throws {
        var said = Said()
        said.say(Said.abilities + Said.triggers, 2)
        said.say("leader", 0, in: .finalReport)
        let assessment = try Classifier.assess(said.evidence, by: .lin())
        #expect(assessment.trigger.withoutCeiling == nil)
        #expect(assessment.reasons.contains(Reason(.evidenceConflicts, about: "leader")))
    }

    @Test("Ideas without action are no trigger (S1)")
    func ideasAreNoTrigger() throws {
        var said = Said()
        said.say(Said.abilities, 0)
        said.say("leader", 2, flags: [.hypothetical])
        said.say("leader", 2, flags: [.hypothetical])
        said.say("leader", 0)
        said.say("member-needs", 1)
        said.say("knowledge-sharing", 1)
        let assessment = try Classifier.assess(said.evidence, by: .lin())
        #expect(assessment.outcome == .pattern(.newborn))
        let leader = try #require(assessment.indicators.first { $0.indicator == "leader" })
        #expect(leader.value == 0)
        #expect(leader.unscored.map(\.cause) == [.hypothetical, .hypothetical])
    }

    @Test("A strong leader of a cluster that lacks ability is Leader-oriented (E1)")
    func drivenAndNotAble() throws {
        var said = Said()
        said.say(Said.abilities, 0)
        said.say(Said.triggers, 2)
        #expect(try Classifier.assess(said.evidence, by: .lin()).outcome == .pattern(.leaderOriented))
    }

    @Test("What a leader can do is no evidence of what the leader does for the cluster")
    func evidenceSaysWhomItConcerns() throws {
        var said = Said()
        said.say("leader", 2, .members)
        let assessment = try Classifier.assess(said.evidence, by: .lin())
        let leader = try #require(assessment.indicators.first { $0.indicator == "leader" })
        #expect(leader.value == nil)
        #expect(leader.unscored == [UnscoredEvidence(id: 1, cause: .otherSubject)])
    }

    @Test("Reports alone yield no result, however much they say")
    func reportsAlone() throws {
        var said = Said()
        for report in [DocumentType.proposal, .midTermReport, .finalReport, .consultationReport] {
            said.say(Said.abilities + Said.triggers, 2, in: report)
        }
        let assessment = try Classifier.assess(said.evidence, by: .lin())
        #expect(assessment.outcome == .insufficient)
        #expect(assessment.reasons == [Reason(.reportsOnly)])
        #expect(assessment.ability.value == 2, "the figures are shown; they are only no result")
    }

    @Test("An axis known from reports alone yields no result though the other has interviews")
    func oneAxisOnReportsAlone() throws {
        var said = Said()
        said.say(Said.abilities, 2, in: .finalReport)
        said.say(Said.triggers, 2)
        let assessment = try Classifier.assess(said.evidence, by: .lin())
        #expect(assessment.outcome == .insufficient)
        #expect(assessment.reasons == [Reason(.tooLittleDirectEvidence, axis: .ability)])
    }

    @Test("Silence is not low: without evidence the result is insufficient and every indicator unknown")
    func silence() throws {
        let assessment = try Classifier.assess([], by: .lin())
        #expect(assessment.outcome == .insufficient)
        #expect(assessment.reasons.first == Reason(.noEvidence))
        #expect(assessment.indicators.count == 8)
        #expect(assessment.indicators.allSatisfy { $0.value == nil && $0.cells.isEmpty })
        #expect(assessment.ability.value == nil && assessment.trigger.value == nil)
        #expect(assessment.basis == .provisional)
    }

    @Test("What experts say in their meeting is no evidence for an indicator")
    func expertMeetingIsNotScored() throws {
        var said = Said()
        said.say(Said.abilities + Said.triggers, 2, in: .expertMeeting)
        let assessment = try Classifier.assess(said.evidence, by: .lin())
        #expect(assessment.outcome == .insufficient)
        #expect(assessment.indicators.allSatisfy { $0.unscored.map(\.cause) == [.kindOfEvidence] })
    }
}
