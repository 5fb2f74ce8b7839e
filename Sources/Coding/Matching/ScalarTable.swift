import Codebooks

/// ``Folding`` laid out for the inner loop.
struct ScalarTable: Sendable {
    static let shared = ScalarTable()

    /// Of each ASCII character: 0 for a blank, the folded character for others, with the high bit set for parts of words.
    let ascii: [UInt8]
    /// One bit for each scalar of the basic plane that folds to another or is a blank.
    let special: [UInt64]

    private init() {
        ascii = (UInt8(0)..<0x80).map { value in
            let folded = Folding.fold(Unicode.Scalar(value))
            if Folding.isBlank(folded) { return 0 }
            return UInt8(folded.value) | (Folding.isWordPart(folded) ? 0x80 : 0)
        }
        var special = [UInt64](repeating: 0, count: 1024)
        for value in UInt32(0)..<0x10000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let folded = Folding.fold(scalar)
            if folded != scalar || Folding.isBlank(scalar) || Folding.isWordPart(folded) {
                special[Int(value >> 6)] |= 1 << UInt64(value & 63)
            }
        }
        self.special = special
    }
}
