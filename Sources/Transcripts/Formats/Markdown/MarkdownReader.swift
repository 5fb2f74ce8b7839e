/// Markdown as it is, markup characters and all. Lines of one paragraph run on; headings, list items, quotations, table
/// rows and lines of code stand for themselves.
enum MarkdownReader: RunningTextReader {
    static let format = DocumentFormat.markdown
    static let endings = ["md", "markdown"]

    /// What a line is to the line behind it.
    private enum Line {
        case empty
        /// A paragraph's, or a list item's or quotation's first.
        case open
        /// Nothing runs on behind it.
        case closed
    }

    static func softBreaks(in text: CanonicalText) -> [Int] {
        var breaks: [Int] = []
        var previous = Line.empty
        var inCode = false
        var position = 0
        for line in text.string.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            let visible = line.drop(while: \.isBlank)
            let fence = visible.starts(with: "```".unicodeScalars) || visible.starts(with: "~~~".unicodeScalars)
            if fence { inCode.toggle() }
            let isCode = fence || inCode
            if case .open = previous, !visible.isEmpty, !isCode, !startsBlock(visible) { breaks.append(position - 1) }
            previous = visible.isEmpty ? .empty : isCode || closesBlock(line, visible) ? .closed : .open
            position += line.count + 1
        }
        return breaks
    }

    private static func startsBlock(_ line: Substring.UnicodeScalarView) -> Bool {
        switch line.first {
        case "#", ">", "|": return true
        case "-", "*", "+":
            return line.dropFirst().first.map { $0 == " " || $0 == line.first } ?? true
        case let first? where first.isASCIIDigit:
            let mark = line.drop(while: \.isASCIIDigit)
            return (mark.first == "." || mark.first == ")") && mark.dropFirst().first == " "
        default: return false
        }
    }

    /// A heading, a rule, a table row, or a line that asks for a break by two blanks or a backslash.
    private static func closesBlock(_ line: Substring.UnicodeScalarView, _ visible: Substring.UnicodeScalarView) -> Bool {
        visible.first == "#" || visible.first == "|" || line.last == "\\" || line.suffix(2).elementsEqual("  ".unicodeScalars)
            || visible.allSatisfy { "-*_= ".unicodeScalars.contains($0) }
    }
}
