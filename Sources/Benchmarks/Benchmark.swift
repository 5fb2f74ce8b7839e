/// Something that can be measured.
protocol Benchmark: Sendable {
    /// Area and figure: `client.roundtrip`.
    static var name: String { get }

    init()

    /// - Parameter conninfo: a database for nobody else.
    func run(conninfo: String) async throws -> Figure
}

/// What a benchmark found.
struct Figure: Sendable {
    var value: Double
    var unit: String
    /// To the reference measured in the same run, where there is one; above 1 is better than it.
    var ratio: Double?

    /// One line of JSON.
    func json(_ name: String) -> String {
        let ratio = ratio.map { ",\"ratio\":\(Self.number($0, 3))" } ?? ""
        return "{\"bench\":\"\(name)\",\"value\":\(Self.number(value, 1)),\"unit\":\"\(unit)\"\(ratio)}"
    }

    private static func number(_ value: Double, _ places: Int) -> String {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        return "\((value * scale).rounded() / scale)"
    }
}
