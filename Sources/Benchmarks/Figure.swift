/// What a benchmark found.
struct Figure: Sendable {
    /// What follows the benchmark's name; nil for the figure it is named for.
    var name: String?
    var value: Double
    var unit: String
    /// To the reference measured in the same run, where there is one: of rates, more is better; of times, less.
    var ratio: Double?

    /// One line of JSON.
    func json(_ benchmark: String) -> String {
        let name = name.map { "\(benchmark).\($0)" } ?? benchmark
        let ratio = ratio.map { ",\"ratio\":\(Self.number($0, 3))" } ?? ""
        return "{\"bench\":\"\(name)\",\"value\":\(Self.number(value, value < 10 ? 3 : 1)),\"unit\":\"\(unit)\"\(ratio)}"
    }

    private static func number(_ value: Double, _ places: Int) -> String {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        return "\((value * scale).rounded() / scale)"
    }
}
