/// Applies a rule set to the evidence about a cluster. Neither the order of the evidence nor how often something is
/// quoted changes the result.
package enum Classifier {
    /// - Parameters:
    ///   - evidence: All evidence about one cluster. What speaks to an indicator the rule set does not have is passed over,
    ///     since a codebook may serve several rule sets.
    ///   - ratings: The experts' ratings of this cluster, one per rater.
    package static func assess(
        _ evidence: [Evidence], experts ratings: [ExpertRating] = [], by rules: RuleSet
    ) -> Assessment {
        let scored = rules.axes.flatMap(\.indicators).map {
            IndicatorScorer(indicator: $0, rules: rules.scoring).score(evidence)
        }
        let counting = Set(scored.flatMap(\.scored))
        let isCertified =
            !counting.isEmpty && evidence.allSatisfy { !counting.contains($0.id) || $0.standing == .certified }
        let indicators = scored.map(\.score)
        let verdict = Verdict(indicators: indicators, rules: rules)
        let view = ExpertView(ratings)
        return Assessment(
            outcome: verdict.outcome, basis: isCertified ? .certified : .provisional, ability: verdict.ability,
            trigger: verdict.trigger, indicators: indicators,
            reasons: verdict.reasons + reasons(experts: view, outcome: verdict.outcome, least: rules.scoring.experts),
            experts: view)
    }

    private static func reasons(experts: ExpertView?, outcome: Outcome, least: Int) -> [Reason] {
        switch experts {
        case nil: outcome == .borderline ? [Reason(.awaitsExperts)] : []
        case .single: [Reason(.tooFewExperts)]
        case .dissent: [Reason(.expertsDisagree)]
        case .consensus(let pattern, let raters):
            if raters < least {
                [Reason(.tooFewExperts)]
            } else if case .pattern(let found) = outcome, found != pattern {
                [Reason(.expertsDiffer)]
            } else {
                []
            }
        }
    }
}
