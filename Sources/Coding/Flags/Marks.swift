/// The marks of one entry of the lexicon: 沒有 denies what follows it or, at the end of its clause, what precedes it.
struct Marks: OptionSet, BitwiseCopyable, Sendable {
    let rawValue: UInt32

    init(rawValue: UInt32) { self.rawValue = rawValue }
    init(_ mark: Mark) { rawValue = 1 << UInt32(mark.rawValue) }

    func contains(_ mark: Mark) -> Bool { contains(Marks(mark)) }

    /// Everything that begins a new clause.
    static let openers: Marks = [Marks(.contrast), Marks(.continuation)]
}
