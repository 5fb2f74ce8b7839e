/// Text made safe for a terminal and fitted to a number of columns.
package enum TerminalText {
    /// One line of plain text: line breaks and tabs become blanks, and what would steer the terminal or turn the direction
    /// of reading is taken out. A transcript may hold anything.
    package static func plain(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09...0x0D, 0x85, 0x2028, 0x2029: scalars.append(" ")
            case 0x00...0x1F, 0x7F...0x9F, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: continue
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    /// At most `columns` columns, with `…` for what is left out.
    package static func truncated(_ text: String, to columns: Int) -> String {
        guard DisplayWidth.of(text) > columns else { return text }
        guard columns > 0 else { return "" }
        var kept = ""
        var width = 1
        for character in text {
            width += DisplayWidth.of(character)
            if width > columns { break }
            kept.append(character)
        }
        return kept + "…"
    }

    /// Lines of at most `columns` columns (at least 2), broken at blanks or between East Asian characters, never before
    /// punctuation that closes or after one that opens; a word longer than a line is broken where it must be.
    package static func wrapped(_ text: String, to columns: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var width = 0
        func endLine() {
            lines.append(line)
            line = ""
            width = 0
        }
        for piece in pieces(of: text) {
            let pieceWidth = DisplayWidth.of(piece.text)
            let gap = piece.followsBlank && !line.isEmpty ? 1 : 0
            if width + gap + pieceWidth <= columns {
                line += (gap == 1 ? " " : "") + piece.text
                width += gap + pieceWidth
                continue
            }
            if !line.isEmpty { endLine() }
            for character in piece.text {
                let characterWidth = DisplayWidth.of(character)
                if width + characterWidth > columns, !line.isEmpty { endLine() }
                line.append(character)
                width += characterWidth
            }
        }
        if !line.isEmpty || lines.isEmpty { endLine() }
        return lines
    }

    /// What may not be broken, and whether a blank stood before it.
    private struct Piece {
        var text: String
        let followsBlank: Bool
    }

    private static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var followsBlank = false
        var previous: Character?
        for character in text {
            if character == " " {
                followsBlank = true
                previous = nil
                continue
            }
            if let last = previous, !isBreak(between: last, and: character) {
                pieces[pieces.count - 1].text.append(character)
            } else {
                pieces.append(Piece(text: String(character), followsBlank: followsBlank))
            }
            followsBlank = false
            previous = character
        }
        return pieces
    }

    private static func isBreak(between first: Character, and second: Character) -> Bool {
        if closing.contains(second) || opening.contains(first) { return false }
        return DisplayWidth.of(first) == 2 || DisplayWidth.of(second) == 2
    }

    private static let closing = Set("，。、；：？！」』）〕】》〉…—,.;:?!)]}%”’")
    private static let opening = Set("「『（〔【《〈([{“‘")
}
