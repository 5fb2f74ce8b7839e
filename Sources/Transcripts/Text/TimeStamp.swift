/// A point in the recording as transcripts write it: `00:12:31`, `12:31`, `[00:12:31.500]`, `（12：31）`, or the first of
/// `[00:12:31 - 00:12:40]`.
struct TimeStamp: Hashable {
    let milliseconds: Int
    /// Where it ends in what it was read from, brackets included.
    let end: Int
    let isBracketed: Bool

    private static let rangeSigns: Set<Unicode.Scalar> = ["-", "–", "—", "~", ">", "→"]

    /// Reads the stamp that begins at a position, in full-width or half-width characters.
    init?(in scalars: ArraySlice<Unicode.Scalar>, at start: Int) {
        var cursor = Cursor(scalars: scalars, position: start)
        let closing = cursor.peek.flatMap(Self.closing)
        if closing != nil { cursor.advance() }
        guard let milliseconds = cursor.clock() else { return nil }
        if let closing {
            let behindFirst = cursor
            while let scalar = cursor.peek, scalar == " " || Self.rangeSigns.contains(scalar) { cursor.advance() }
            if cursor.clock() == nil { cursor = behindFirst }
            while cursor.peek == " " { cursor.advance() }
            guard cursor.peek == closing else { return nil }
            cursor.advance()
        }
        self.milliseconds = milliseconds
        self.end = cursor.position
        self.isBracketed = closing != nil
    }

    private static func closing(_ opening: Unicode.Scalar) -> Unicode.Scalar? {
        switch opening {
        case "[": "]"
        case "(": ")"
        case "<": ">"
        case "{": "}"
        case "【": "】"
        case "〔": "〕"
        case "〈": "〉"
        default: nil
        }
    }

    private struct Cursor {
        let scalars: ArraySlice<Unicode.Scalar>
        var position: Int

        var peek: Unicode.Scalar? { position < scalars.endIndex ? scalars[position].halfWidth : nil }

        mutating func advance() { position += 1 }

        mutating func take(_ wanted: Unicode.Scalar...) -> Bool {
            guard let peek, wanted.contains(peek) else { return false }
            advance()
            return true
        }

        /// A run of digits; nil if it is shorter or longer than asked.
        mutating func number(digits: ClosedRange<Int>) -> Int? {
            var value = 0
            var count = 0
            while let peek, peek.isASCIIDigit, count <= digits.upperBound {
                value = value * 10 + Int(peek.value - 0x30)
                count += 1
                advance()
            }
            return digits.contains(count) ? value : nil
        }

        /// `h:mm:ss` or `m:ss`, with an optional fraction behind `.` or `,`.
        mutating func clock() -> Int? {
            guard let first = number(digits: 1...3), take(":"), let second = number(digits: 2...2), second < 60 else {
                return nil
            }
            var seconds = first * 60 + second
            if take(":") {
                guard let third = number(digits: 2...2), third < 60 else { return nil }
                seconds = seconds * 60 + third
            }
            var thousandths = 0
            let whole = self
            if take(".", ",") {
                let begin = position
                if let fraction = number(digits: 1...3) {
                    thousandths = fraction * [100, 10, 1][position - begin - 1]
                } else {
                    self = whole
                }
            }
            return peek == ":" ? nil : seconds * 1_000 + thousandths
        }
    }
}
