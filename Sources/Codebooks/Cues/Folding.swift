/// How text is looked at when phrases are sought in it. The text itself is never changed.
///
/// Letters lose case, full-width forms become half-width, and characters that are only two ways to write one (臺/台, 裡/裏,
/// 群/羣) become the same. Only one-to-one variants: 里 and 裡, 后 and 後, 周 and 週 are different words and stay so.
package enum Folding {
    /// The form under which a scalar is compared; itself for most.
    package static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let value = scalar.value
        if value < 0x80 {
            return value >= 0x41 && value <= 0x5A ? Unicode.Scalar(UInt8(value + 0x20)) : scalar
        }
        return table[value].flatMap(Unicode.Scalar.init) ?? scalar
    }

    /// Every scalar that folds to another, with the other; ASCII letters left out.
    package static let table: [UInt32: UInt32] = {
        var table: [UInt32: UInt32] = [:]
        for value in latinLetters.joined() {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let lower = scalar.properties.lowercaseMapping.unicodeScalars
            if lower.count == 1, let first = lower.first, first != scalar { table[value] = first.value }
        }
        for value in UInt32(0xFF01)...0xFF5E {
            let narrow = value - 0xFEE0
            table[value] = (0x41...0x5A).contains(narrow) ? narrow + 0x20 : narrow
        }
        for (standard, others) in variants {
            for other in others.unicodeScalars { table[other.value] = standard.value }
        }
        return table
    }()

    /// A scalar that words are made of in scripts with spaces: a Latin letter or a digit, folded. Any other scalar that is
    /// no blank, a Chinese character above all, is a word of its own.
    package static func isWordPart(_ folded: Unicode.Scalar) -> Bool {
        switch folded.value {
        case 0x30...0x39, 0x61...0x7A: true
        case 0xD7, 0xF7: false
        case let value: latinLetters.contains { $0.contains(value) }
        }
    }

    /// Blanks separate words and are otherwise ignored: 數位 轉型 is 數位轉型. Control characters count as blanks.
    package static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x20, 0x7F...0xA0, 0x2000...0x200D, 0x2028, 0x2029, 0x202F, 0x2060, 0x3000, 0xFEFF: true
        default: false
        }
    }

    /// The shadow of a text in which phrases are sought: every scalar folded, blanks dropped, and one space at each edge of
    /// a run of Latin letters and digits. A phrase stands in a text, at word boundaries, exactly when the phrase's shadow is
    /// part of the text's.
    package static func shadow(of text: some Sequence<Unicode.Scalar>) -> String {
        var shadow = String.UnicodeScalarView()
        var inWord = false
        for scalar in text {
            let folded = fold(scalar)
            let blank = isBlank(folded)
            let wordPart = !blank && isWordPart(folded)
            if wordPart != inWord, shadow.last != " " { shadow.append(" ") }
            inWord = wordPart
            if !blank { shadow.append(folded) }
        }
        if inWord { shadow.append(" ") }
        return String(shadow)
    }

    /// Latin letters with marks: Latin-1, Extended-A and -B, Extended Additional.
    private static let latinLetters: [ClosedRange<UInt32>] = [0xC0...0x24F, 0x1E00...0x1EFF]
}
