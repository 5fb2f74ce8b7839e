import Transcripts

/// From indicators to the outcome and its reasons.
struct Verdict {
    let ability: AxisScore
    let trigger: AxisScore
    let outcome: Outcome
    let reasons: [Reason]

    init(indicators: [IndicatorScore], rules: RuleSet) {
        let byID = Dictionary(indicators.map { ($0.indicator, $0) }) { first, _ in first }
        let scorers = rules.axes.map { AxisScorer(rule: $0, scoring: rules.scoring) }
        let scores = scorers.map { $0.score(byID) }
        trigger = scores[0]
        ability = scores[1]

        let gaps = Self.gaps(scores, indicators: indicators, rules: rules)
        let doubts = gaps.isEmpty ? Self.doubts(scores, rules: rules) : []
        if !gaps.isEmpty {
            outcome = .insufficient
        } else if !doubts.isEmpty {
            outcome = .borderline
        } else {
            outcome = .pattern(Pattern(abilityIsHigh: isHigh(ability), triggerIsHigh: isHigh(trigger)))
        }
        func isHigh(_ score: AxisScore) -> Bool { score.value.map { rules[score.axis].side(of: $0) == .high } ?? false }

        let heldBack = zip(scorers, scores).flatMap { $0.holdingBack($1, in: byID) }.map { Reason(.heldBack, about: $0) }
        let unknown = scorers.flatMap { $0.unknownNecessary(in: byID) }.map { Reason(.necessaryUnknown, about: $0) }
        let conflicts = indicators.filter(\.isConflicting).map { Reason(.evidenceConflicts, about: $0.indicator) }
        reasons = gaps + doubts + heldBack + unknown + conflicts
    }

    /// What is missing for any outcome.
    private static func gaps(_ scores: [AxisScore], indicators: [IndicatorScore], rules: RuleSet) -> [Reason] {
        if indicators.allSatisfy({ $0.value == nil }) { return [Reason(.noEvidence)] }
        let isReportsOnly = scores.allSatisfy { $0.direct == 0 } && rules.axes.contains { $0.leastDirect > 0 }
        let reportsOnly = isReportsOnly ? [Reason(.reportsOnly)] : []
        return reportsOnly
            + scores.flatMap { score -> [Reason] in
                let rule = rules[score.axis]
                if score.known < rule.leastKnown { return [Reason(.tooFewIndicators, axis: score.axis)] }
                if score.direct < rule.leastDirect, !isReportsOnly {
                    return [Reason(.tooLittleDirectEvidence, axis: score.axis)]
                }
                return []
            }
    }

    /// What leaves the outcome open.
    private static func doubts(_ scores: [AxisScore], rules: RuleSet) -> [Reason] {
        scores.compactMap { score in
            let rule = rules[score.axis]
            guard let value = score.value, let range = score.range else { return nil }
            switch rule.side(of: value) {
            case .borderline:
                return Reason(.nearThreshold, axis: score.axis)
            case .low:
                guard rules.scoring.contested == .experts, rule.side(of: range.upperBound) != .low else { return nil }
            case .high:
                guard rules.scoring.contested == .experts, rule.side(of: range.lowerBound) != .high else { return nil }
            }
            return Reason(.conflictDecides, axis: score.axis)
        }
    }
}
