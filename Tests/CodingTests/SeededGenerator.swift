/// Random numbers that a printed seed brings back (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[Int.random(in: 0..<elements.count, using: &self)] }

    /// Up to so many pieces in a row, at least one.
    mutating func text(of pieces: [String], upTo count: Int) -> String {
        (0..<Int.random(in: 1...count, using: &self)).map { _ in pick(pieces) }.joined()
    }
}

/// Seeds that every run tries, and one that only this run does; a failing test names its seed.
let seeds: [UInt64] = [1, 2, 3, 5, 8, 13, .random(in: 0...UInt64.max)]
