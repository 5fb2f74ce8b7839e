import Codebooks
import Coding
import Transcripts

/// A piece of evidence that counts: which anchor it supports, in whose voice, in which words.
struct Statement {
    let id: Int64
    let anchor: Int
    let type: EvidenceType
    let voice: Voice
    let passage: Passage

    /// Who says it: a participant, or the kind of document where nobody speaks.
    enum Voice: Hashable {
        case participant(ParticipantCode)
        case document(DocumentType)
    }
}

extension Statement {
    /// Weighs a piece of evidence by the rules: which anchor it supports, or why it does not count.
    static func weigh(_ evidence: Evidence, for indicator: IndicatorRule, by rules: ScoringRules) -> Weighed {
        guard rules.evidence.contains(evidence.evidenceType) else { return .unscored(.kindOfEvidence) }
        guard indicator.subjects.contains(evidence.anchor.subject) else { return .unscored(.otherSubject) }
        guard indicator.anchors.indices.contains(evidence.anchor.value) else { return .unscored(.unknownAnchor) }

        // Sorted, so that of several listing flags the same one is named each time.
        let treatments = evidence.flags.sorted().map { ($0, rules.flags[$0] ?? .list) }
        if let (flag, _) = treatments.first(where: { $0.1 == .list }) { return .unscored(cause(of: flag)) }

        var anchor = evidence.anchor.value
        if treatments.contains(where: { $0.1 == .reverse }) {
            guard anchor > 0 else { return .unscored(.negatedContrary) }
            anchor = 0
        }
        if treatments.contains(where: { $0.1 == .weaken }) {
            guard anchor > 0 else { return .unscored(.hedgedContrary) }
            anchor = 1
        }
        return .scored(
            Statement(
                id: evidence.id, anchor: anchor, type: evidence.evidenceType,
                voice: evidence.participant.map(Voice.participant) ?? .document(evidence.documentType),
                passage: Passage(evidence.quotation)))
    }

    enum Weighed {
        case scored(Statement)
        case unscored(UnscoredEvidence.Cause)
    }

    private static func cause(of flag: Flag) -> UnscoredEvidence.Cause {
        switch flag {
        case .hypothetical: .hypothetical
        case .reported: .reported
        case .question: .question
        case .negated, .hedged: .flagged
        }
    }
}
