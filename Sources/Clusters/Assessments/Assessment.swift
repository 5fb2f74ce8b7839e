package import Transcripts

/// Where a cluster stands and why: the result of a rule set applied to all evidence about it.
package struct Assessment: Sendable, Hashable {
    package let outcome: Outcome
    package let basis: Basis
    package let ability: AxisScore
    package let trigger: AxisScore
    /// Every indicator of the rule set, in its order, known or not.
    package let indicators: [IndicatorScore]
    /// Why the outcome is not a pattern, or what to mind; codes of the rule set, such as `reports-only`.
    package let reasons: [String]
    /// Experts' view where there is one; the machine never overrules it, both stay visible.
    package let experts: ExpertView?

    package init(
        outcome: Outcome, basis: Basis, ability: AxisScore, trigger: AxisScore, indicators: [IndicatorScore],
        reasons: [String], experts: ExpertView?
    ) {
        self.outcome = outcome
        self.basis = basis
        self.ability = ability
        self.trigger = trigger
        self.indicators = indicators
        self.reasons = reasons
        self.experts = experts
    }
}

package enum Outcome: Sendable, Hashable {
    case pattern(Pattern)
    /// An axis lies within the rule set's band around its threshold: the experts decide.
    case borderline
    /// Too little evidence, or of too few kinds.
    case insufficient
}

/// What a result rests on.
package enum Basis: String, Sendable, Codable {
    /// On suggestions that no person has certified, at least in part.
    case provisional
    /// On certified codings only.
    case certified
}

package struct AxisScore: Sendable, Hashable {
    package let axis: Axis
    /// 0…2, mean of the known indicators as the rule set aggregates them; nil where too few are known.
    package let value: Double?
    package let known: Int
    package let of: Int

    package init(axis: Axis, value: Double?, known: Int, of: Int) {
        self.axis = axis
        self.value = value
        self.known = known
        self.of = of
    }
}

package enum Axis: String, Sendable, CaseIterable, Codable {
    case ability, trigger
}

/// An indicator's score over all kinds of evidence.
package struct IndicatorScore: Sendable, Hashable {
    package let indicator: String
    /// nil: not known. Silence is never a zero.
    package let value: Double?
    /// One cell per kind of evidence that says anything.
    package let cells: [EvidenceType: IndicatorCell]
    /// Kinds of evidence contradict each other, or one contradicts itself.
    package let isConflicting: Bool

    package init(indicator: String, value: Double?, cells: [EvidenceType: IndicatorCell], isConflicting: Bool) {
        self.indicator = indicator
        self.value = value
        self.cells = cells
        self.isConflicting = isConflicting
    }
}

/// An indicator as one kind of evidence has it.
package struct IndicatorCell: Sendable, Hashable {
    package let value: Double
    /// Ids of the evidence for the value, and of the evidence against it.
    package let supporting: [Int64]
    package let contradicting: [Int64]

    package init(value: Double, supporting: [Int64], contradicting: [Int64]) {
        self.value = value
        self.supporting = supporting
        self.contradicting = contradicting
    }
}

/// What the experts, rating blind to each other and to the machine, make of a cluster.
package enum ExpertView: Sendable, Hashable {
    case consensus(Pattern, raters: Int)
    case dissent([String: Pattern])
}
