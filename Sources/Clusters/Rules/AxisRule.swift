package import SourceFiles

/// One axis: its indicators, and when it is high.
package struct AxisRule: Sendable, Hashable {
    package let axis: Axis
    package let name: LocalizedText
    /// In the order of the file.
    package let indicators: [IndicatorRule]
    /// How the known indicators make the axis value.
    package var aggregation: Aggregation
    /// Where high begins, 0…2, were there no band.
    package var threshold: Double
    /// Half the width of the borderline band: low is below `threshold - band`, high is from `threshold + band` on.
    package var band: Double
    /// The least number of indicators that must be known for the axis to have a value.
    package var leastKnown: Int
    /// The least number of known indicators that must rest on direct evidence, at least in part.
    package var leastDirect: Int
    package var necessary: Necessary?

    package init(
        axis: Axis, name: LocalizedText, indicators: [IndicatorRule], aggregation: Aggregation, threshold: Double,
        band: Double, leastKnown: Int, leastDirect: Int, necessary: Necessary?
    ) {
        self.axis = axis
        self.name = name
        self.indicators = indicators
        self.aggregation = aggregation
        self.threshold = threshold
        self.band = band
        self.leastKnown = leastKnown
        self.leastDirect = leastDirect
        self.necessary = necessary
    }

    /// Indicators the axis cannot be high against: where explicit contrary evidence on one of them stands in any kind of
    /// direct evidence, the axis value is at most `ceiling`, whatever the others say.
    package struct Necessary: Sendable, Hashable {
        package let indicators: [String]
        /// Lies below the borderline band, so that what is held back is low and not borderline.
        package var ceiling: Double

        package init(indicators: [String], ceiling: Double) {
            self.indicators = indicators
            self.ceiling = ceiling
        }
    }
}

extension AxisRule {
    /// Where a value lies. The band includes its lower edge and not its upper one, so that without a band the threshold
    /// itself is high.
    package func side(of value: Double) -> Side {
        if value < lowerEdge { return .low }
        return value < upperEdge ? .borderline : .high
    }

    package var lowerEdge: Double { (threshold - band).roundedToHundredth }
    package var upperEdge: Double { (threshold + band).roundedToHundredth }

    package enum Side: Sendable, Hashable {
        case low, borderline, high
    }
}
