/// How several figures become one.
package enum Aggregation: String, Sendable, Codable, CaseIterable {
    case median, mean, lowest, highest

    /// The figure for all; nil for none. The median of an even number is the mean of the middle two.
    package func callAsFunction(_ values: some Sequence<Double>) -> Double? {
        let values = values.sorted()
        guard let lowest = values.first, let highest = values.last else { return nil }
        switch self {
        case .median: return (values[(values.count - 1) / 2] + values[values.count / 2]) / 2
        case .mean: return values.reduce(0, +) / Double(values.count)
        case .lowest: return lowest
        case .highest: return highest
        }
    }
}
