/// Where a cluster stands and why: the result of a rule set applied to all evidence about it.
package struct Assessment: Sendable, Hashable, Codable {
    /// What the rules say. The experts' view stands beside it and never changes it.
    package let outcome: Outcome
    package let basis: Basis
    package let ability: AxisScore
    package let trigger: AxisScore
    /// Every indicator of the rule set, in its order, known or not.
    package let indicators: [IndicatorScore]
    /// Why the outcome is not a pattern, or what to mind, in a fixed order.
    package let reasons: [Reason]
    /// Experts' view where there is one; the machine never overrules it, both stay visible.
    package let experts: ExpertView?

    package init(
        outcome: Outcome, basis: Basis, ability: AxisScore, trigger: AxisScore, indicators: [IndicatorScore],
        reasons: [Reason], experts: ExpertView?
    ) {
        self.outcome = outcome
        self.basis = basis
        self.ability = ability
        self.trigger = trigger
        self.indicators = indicators
        self.reasons = reasons
        self.experts = experts
    }

    package subscript(axis: Axis) -> AxisScore {
        switch axis {
        case .ability: ability
        case .trigger: trigger
        }
    }
}
