/// Random numbers that a printed seed brings back (SplitMix64).
package struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// Seeds that every run tries, and one that only this run does; a failing test names its seed.
    package static let seeds: [UInt64] = [1, 2, 3, 5, 8, 13, .random(in: 0...UInt64.max)]

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    package mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &self)]
    }

    /// Pieces in a row, as many as one number of `counts`.
    package mutating func text(of pieces: [String], counts: ClosedRange<Int>) -> String {
        (0..<Int.random(in: counts, using: &self)).map { _ in pick(pieces) }.joined()
    }
}
