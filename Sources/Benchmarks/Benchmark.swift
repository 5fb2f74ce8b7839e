import Glibc

/// Something that can be measured.
protocol Benchmark: Sendable {
    /// Area and figure: `client.roundtrip`.
    static var name: String { get }

    init()

    /// Measures. The first figure is what the benchmark is named for; others have names of their own and say where it comes
    /// from. None where there is nothing to measure with, which is said on standard error.
    func run(_ setting: Setting) async throws -> [Figure]
}

/// Says on standard error what is not measured, and what to do about it.
func note(_ text: String) {
    let line = Array("\(text)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
}
