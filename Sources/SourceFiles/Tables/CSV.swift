/// Comma-separated values as RFC 4180 has them: fields quoted where they hold a comma, a quote or a line break, quotes
/// doubled inside; and with LF line ends, a byte-order mark and a last line without an end too.
package enum CSV {
    package struct Row: Sendable, Hashable {
        /// 1-based line of the file that the row begins on; a quoted field may run over several.
        package let line: Int
        package let fields: [String]
    }

    /// What makes a text no CSV, and where. Never carries what stands there.
    package struct Malformed: Error, Sendable, Hashable {
        /// 1-based.
        package let line: Int
        package let fault: Fault

        package enum Fault: String, Sendable {
            /// A quote opens a field and none closes it.
            case unclosedQuote = "unclosed-quote"
            /// A quote stands inside a field that does not begin with one.
            case strayQuote = "stray-quote"
            /// Something other than a comma or a line end follows a closing quote.
            case textAfterQuote = "text-after-quote"
        }
    }

    /// The rows of a text. A line without anything on it is no row.
    package static func rows(_ text: String) throws(Malformed) -> [Row] {
        var reader = Reader()
        // Scalars, not characters: "\r\n" is one character.
        for scalar in text.unicodeScalars.drop(while: { $0 == "\u{FEFF}" }) {
            try reader.take(scalar)
        }
        return try reader.finish()
    }

    private struct Reader {
        private var rows: [Row] = []
        private var fields: [String] = []
        private var field = String.UnicodeScalarView()
        private var state = State.fieldStart
        private var line = 1
        private var rowLine = 1
        private var quoteLine = 1
        private var lastWasReturn = false

        /// Where in a field the next scalar falls.
        private enum State {
            /// Nothing of the field has come; next: `plain`, `quoted`, `fieldStart`.
            case fieldStart
            /// In a field without quotes; next: `plain`, `fieldStart`.
            case plain
            /// Between quotes; next: `quoted`, `quoteSeen`.
            case quoted
            /// After a quote that closes the field, or is the first of two; next: `quoted`, `fieldStart`.
            case quoteSeen
        }

        mutating func take(_ scalar: Unicode.Scalar) throws(Malformed) {
            // A return and the line feed after it end one line.
            let isSecondHalf = scalar == "\n" && lastWasReturn
            lastWasReturn = scalar == "\r"
            if state == .quoted {
                if scalar == "\"" { state = .quoteSeen } else { field.append(scalar) }
                if (scalar == "\n" && !isSecondHalf) || scalar == "\r" { line += 1 }
                return
            }
            switch scalar {
            case "\"":
                switch state {
                case .fieldStart:
                    state = .quoted
                    quoteLine = line
                case .quoteSeen:
                    field.append(scalar)
                    state = .quoted
                case .plain, .quoted:
                    throw Malformed(line: line, fault: .strayQuote)
                }
            case ",":
                endField()
            case "\n" where isSecondHalf:
                break
            case "\n", "\r":
                endRow()
                line += 1
                rowLine = line
            default:
                if state == .quoteSeen { throw Malformed(line: line, fault: .textAfterQuote) }
                field.append(scalar)
                state = .plain
            }
        }

        mutating func finish() throws(Malformed) -> [Row] {
            if state == .quoted { throw Malformed(line: quoteLine, fault: .unclosedQuote) }
            endRow()
            return rows
        }

        private mutating func endField() {
            fields.append(String(field))
            field = String.UnicodeScalarView()
            state = .fieldStart
        }

        private mutating func endRow() {
            if fields.isEmpty && state == .fieldStart { return }
            endField()
            rows.append(Row(line: rowLine, fields: fields))
            fields = []
        }
    }
}
