import Transcripts

/// Puts a cluster on one axis from its indicators.
struct AxisScorer {
    let rule: AxisRule
    let scoring: ScoringRules

    /// - Parameter indicators: Scores by indicator id; those of other axes are passed over.
    func score(_ indicators: [String: IndicatorScore]) -> AxisScore {
        let known = rule.indicators.compactMap { indicators[$0.id] }.filter { $0.value != nil }
        let direct = known.count { score in scoring.direct.contains { score.cells[$0] != nil } }
        let ceiling = contrary(in: indicators).isEmpty ? nil : rule.necessary?.ceiling
        var value: Double?
        var range: ClosedRange<Double>?
        var withoutCeiling: Double?
        if known.count >= rule.leastKnown, let free = rule.aggregation(known.compactMap(\.value))?.roundedToHundredth {
            let hold = { (value: Double) in min(value, ceiling ?? value) }
            value = hold(free)
            withoutCeiling = free > hold(free) ? free : nil
            let readings = [free] + readings(known)
            range = hold(readings.min() ?? free)...hold(readings.max() ?? free)
        }
        return AxisScore(
            axis: rule.axis, value: value, known: known.count, of: rule.indicators.count, direct: direct, range: range,
            withoutCeiling: withoutCeiling)
    }

    /// The values the axis takes when one contested indicator at a time is read at either end of its range.
    private func readings(_ known: [IndicatorScore]) -> [Double] {
        known.indices.flatMap { index -> [Double] in
            guard let range = known[index].range else { return [] }
            return [range.lowerBound, range.upperBound].compactMap { reading in
                var values = known.compactMap(\.value)
                values[index] = reading
                return rule.aggregation(values)?.roundedToHundredth
            }
        }
    }

    /// The necessary indicators against which explicit contrary evidence stands in some kind of direct evidence.
    private func contrary(in indicators: [String: IndicatorScore]) -> [String] {
        (rule.necessary?.indicators ?? []).filter { id in
            scoring.direct.contains { indicators[id]?.cells[$0]?.isContrary == true }
        }
    }

    /// The necessary indicators that hold a score back; none where it lies below the ceiling anyhow.
    func holdingBack(_ score: AxisScore, in indicators: [String: IndicatorScore]) -> [String] {
        score.withoutCeiling == nil ? [] : contrary(in: indicators)
    }

    /// The necessary indicators of which nothing is known.
    func unknownNecessary(in indicators: [String: IndicatorScore]) -> [String] {
        (rule.necessary?.indicators ?? []).filter { indicators[$0]?.value == nil }
    }
}
