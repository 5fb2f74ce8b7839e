import Transcripts

/// Puts a cluster on one axis from its indicators.
struct AxisScorer {
    let rule: AxisRule
    let scoring: ScoringRules

    /// - Parameter indicators: Scores by indicator id; those of other axes are passed over.
    func score(_ indicators: [String: IndicatorScore]) -> AxisScore {
        let known = rule.indicators.compactMap { indicators[$0.id] }.filter { $0.value != nil }
        let direct = known.count { score in scoring.direct.contains { score.cells[$0] != nil } }
        let isHeldBack = !contrary(in: indicators).isEmpty
        var value: Double?
        var range: ClosedRange<Double>?
        var withoutCeiling: Double?
        if known.count >= rule.leastKnown, let free = rule.aggregation(known.compactMap(\.value))?.roundedToHundredth {
            let hold = { (value: Double) in
                isHeldBack ? min(value, rule.necessary?.ceiling ?? value) : value
            }
            value = hold(free)
            withoutCeiling = isHeldBack ? free : nil
            if let low = rule.aggregation(known.compactMap(\.range?.lowerBound))?.roundedToHundredth,
                let high = rule.aggregation(known.compactMap(\.range?.upperBound))?.roundedToHundredth
            {
                range = hold(low)...hold(high)
            }
        }
        return AxisScore(
            axis: rule.axis, value: value, known: known.count, of: rule.indicators.count, direct: direct, range: range,
            withoutCeiling: withoutCeiling)
    }

    /// The necessary indicators against which explicit contrary evidence stands in some kind of direct evidence.
    func contrary(in indicators: [String: IndicatorScore]) -> [String] {
        (rule.necessary?.indicators ?? []).filter { id in
            scoring.direct.contains { indicators[id]?.cells[$0]?.isContrary == true }
        }
    }

    /// The necessary indicators of which nothing is known.
    func unknownNecessary(in indicators: [String: IndicatorScore]) -> [String] {
        (rule.necessary?.indicators ?? []).filter { indicators[$0]?.value == nil }
    }
}
