import Coding
package import Transcripts

/// One choice of a rule set made otherwise, to see whether the outcome hangs on it.
package enum Variation: Sendable, Hashable {
    /// The threshold of an axis, moved.
    case threshold(Axis, by: Double)
    /// The borderline band of both axes, made this many times as wide; 0 does away with it.
    case band(times: Int)
    /// How an axis is made from its indicators.
    case axisAggregation(Aggregation)
    /// How a kind of evidence is made from the anchors it supports.
    case within(Aggregation)
    /// How an indicator is made from its kinds of evidence.
    case across(Aggregation)
    /// No necessary indicator.
    case withoutNecessary
    /// How many passages set aside what the same voice says otherwise.
    case corroboration(Int)
    /// What is hedged is treated so.
    case hedged(FlagTreatment)
    /// What is denied is treated so.
    case negated(FlagTreatment)
    /// Contradictions that decide are shown, or go to the experts.
    case contested(ScoringRules.Contested)
    /// A kind of evidence is not scored.
    case without(EvidenceType)

    /// The variations worth looking at for a rule set: all that make it another one, in a fixed order.
    package static func all(of ruleSet: RuleSet) -> [Variation] {
        let steps = [-0.25, -0.1, 0.1, 0.25]
        var all = [Axis.trigger, .ability].flatMap { axis in steps.map { Variation.threshold(axis, by: $0) } }
        all += [.band(times: 0), .band(times: 2)]
        all += Aggregation.allCases.map(Variation.axisAggregation)
        all += Aggregation.allCases.map(Variation.within)
        all += Aggregation.allCases.map(Variation.across)
        all += [.withoutNecessary, .corroboration(1), .corroboration(3)]
        all += [.hedged(.score), .hedged(.weaken), .hedged(.list), .negated(.list), .contested(.shown), .contested(.experts)]
        all += EvidenceType.allCases.map(Variation.without)
        return all.filter { $0.applied(to: ruleSet) != ruleSet }
    }

    /// The rule set with this choice made otherwise.
    package func applied(to ruleSet: RuleSet) -> RuleSet {
        var varied = ruleSet
        switch self {
        case .threshold(let axis, let step):
            varied[axis].threshold = (varied[axis].threshold + step).roundedToHundredth
            // What is held back stays as far below the band as it was.
            if let ceiling = varied[axis].necessary?.ceiling { varied[axis].necessary?.ceiling = max(0, ceiling + step) }
        case .band(let times):
            varied.trigger.band *= Double(times)
            varied.ability.band *= Double(times)
        case .axisAggregation(let aggregation):
            varied.trigger.aggregation = aggregation
            varied.ability.aggregation = aggregation
        case .within(let aggregation): varied.scoring.within = aggregation
        case .across(let aggregation): varied.scoring.across = aggregation
        case .withoutNecessary:
            varied.trigger.necessary = nil
            varied.ability.necessary = nil
        case .corroboration(let passages): varied.scoring.corroboration = passages
        case .hedged(let treatment): varied.scoring.flags[.hedged] = treatment
        case .negated(let treatment): varied.scoring.flags[.negated] = treatment
        case .contested(let contested): varied.scoring.contested = contested
        case .without(let type):
            varied.scoring.evidence.remove(type)
            varied.scoring.direct.remove(type)
        }
        return varied
    }
}
