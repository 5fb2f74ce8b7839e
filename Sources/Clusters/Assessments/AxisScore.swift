/// A cluster's place on one axis. Figures are rounded to two decimals, and compared as they are shown.
package struct AxisScore: Sendable, Hashable, Codable {
    package let axis: Axis
    /// 0…2, the known indicators as the rule set aggregates them, held back where a necessary indicator says so; nil
    /// where too few are known.
    package let value: Double?
    package let known: Int
    package let of: Int
    /// How many of the known indicators rest on direct evidence, at least in part.
    package let direct: Int
    /// The lowest and the highest value the axis takes when any one contested indicator is read at an end of its range
    /// (``IndicatorScore/range``); both equal to ``value`` where nothing is contested.
    package let range: ClosedRange<Double>?
    /// The value it would have without the ceiling of a necessary indicator; nil where the ceiling lowers nothing.
    package let withoutCeiling: Double?

    package init(
        axis: Axis, value: Double?, known: Int, of: Int, direct: Int, range: ClosedRange<Double>?, withoutCeiling: Double?
    ) {
        self.axis = axis
        self.value = value
        self.known = known
        self.of = of
        self.direct = direct
        self.range = range
        self.withoutCeiling = withoutCeiling
    }
}
