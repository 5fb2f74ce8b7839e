package import Coding
package import Transcripts

/// How a rule set weighs evidence, the same for every indicator.
package struct ScoringRules: Sendable, Hashable {
    /// The kinds of evidence that are scored. Expert meetings are not, where the experts rate the cluster themselves.
    package var evidence: Set<EvidenceType>
    /// The kinds in which the cluster speaks or is seen. Reports about it are not: on reports alone there is no result.
    package var direct: Set<EvidenceType>
    /// How the anchors that one kind of evidence supports make its value. Taken over the *set* of anchors.
    package var within: Aggregation
    /// How the values of several kinds of evidence make the indicator's.
    package var across: Aggregation
    /// How many distinct passages of a voice set aside what the same voice says otherwise in fewer; 1 sets nothing aside.
    package var corroboration: Int
    package var contested: Contested
    package var flags: [Flag: FlagTreatment]
    /// How many experts must agree to settle what the rules leave open.
    package var experts: Int

    package init(
        evidence: Set<EvidenceType>, direct: Set<EvidenceType>, within: Aggregation, across: Aggregation, corroboration: Int,
        contested: Contested, flags: [Flag: FlagTreatment], experts: Int
    ) {
        self.evidence = evidence
        self.direct = direct
        self.within = within
        self.across = across
        self.corroboration = corroboration
        self.contested = contested
        self.flags = flags
        self.experts = experts
    }

    /// What happens where evidence contradicts itself so that the axis would leave its side, were one of the
    /// contradictions read the other way.
    package enum Contested: String, Sendable, Codable, CaseIterable {
        /// The experts decide: the outcome is borderline.
        case experts
        /// The outcome stands; the contradiction is only shown.
        case shown
    }
}
