extension Unicode.Scalar {
    /// The half-width form of a full-width ASCII character or blank; any other scalar itself.
    var halfWidth: Unicode.Scalar {
        switch value {
        case 0xFF01...0xFF5E: Unicode.Scalar(value - 0xFEE0) ?? self
        case 0x3000: " "
        default: self
        }
    }

    /// Nothing a reader sees: white space, zero-width space, byte-order mark, control characters.
    var isBlank: Bool {
        switch value {
        case 0...0x20, 0x7F...0xA0, 0x3000: true
        case 0x21...0x167F, 0x3001...0xFEFE: false
        case 0x1680, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0xFEFF: true
        default: false
        }
    }

    /// Ends a line wherever it stands. Canonical text has no CR.
    var isLineEnd: Bool {
        switch value {
        case 0x0A...0x0C, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    /// Has a meaning only by private agreement, such as a character its user drew.
    var isPrivateUse: Bool {
        switch value {
        case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: true
        default: false
        }
    }

    var isASCIIDigit: Bool { (0x30...0x39).contains(value) }

    var isASCIILetter: Bool { (0x41...0x5A).contains(value) || (0x61...0x7A).contains(value) }

    /// Written without blanks between words: Han, kana, Zhuyin and their punctuation and full-width forms.
    var isEastAsian: Bool {
        switch value {
        case 0x2E80...0x312F, 0x31A0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFE30...0xFE4F,
            0xFF00...0xFFEF, 0x20000...0x323AF:
            true
        default: false
        }
    }
}
