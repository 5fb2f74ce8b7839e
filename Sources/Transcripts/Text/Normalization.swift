@_spi(_Unicode) import Swift

/// Unicode normalization form C, piece by piece.
///
/// The standard library has the algorithm but no public name for it yet. Foundation's name for it would link all of ICU,
/// 50 MB, into each program.
enum Normalization {
    /// The composed form of scalars that stand together.
    static func composed(_ scalars: some Sequence<Unicode.Scalar>) -> [Unicode.Scalar] {
        Array(String(scalars: scalars)._nfc)
    }

    /// Whether a scalar is composed already and can neither join the one before it nor be changed by it. True of nearly
    /// all of a transcript; false says only that one has to look.
    @inline(__always)
    static func isInert(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 0x300 { return true }
        switch value {
        case 0x2002...0x20CF, 0x2460...0x2ADB, 0x2E80...0x3029, 0x3030...0x3098, 0x309B...0xA66E, 0xAC00...0xD7A3,
            0xE000...0xF8FF, 0xFE10...0xFE1F, 0xFE30...0xFEFF, 0xFF00...0xFFEF, 0x1F000...0x1FAFF, 0x20000...0x2F7FF,
            0x30000...0x3FFFF:
            return true
        default:
            return false
        }
    }

    /// Whether a scalar that is no combining mark joins what stands before it all the same, as a Hangul vowel does.
    static func joins(_ scalar: Unicode.Scalar, _ cluster: some Collection<Unicode.Scalar>) -> Bool {
        composed(Array(cluster) + [scalar]) != composed(cluster) + composed([scalar])
    }
}
