/// Something that can be measured.
protocol Benchmark: Sendable {
    /// Area and figure: `client.roundtrip`.
    static var name: String { get }

    init()

    /// Measures. The first figure is what the benchmark is named for; others have names of their own and say where it comes
    /// from.
    ///
    /// - Parameter conninfo: a database for nobody else.
    func run(conninfo: String) async throws -> [Figure]
}
