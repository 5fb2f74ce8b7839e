/// A table for a terminal, right in Chinese and English: columns are measured as the terminal shows them, and what is too
/// wide for the line is wrapped or cut with `…`.
package struct TerminalTable: Sendable {
    package struct Column: Sendable {
        package let title: String
        package let alignment: Alignment
        package let overflow: Overflow

        package init(_ title: String, _ alignment: Alignment = .left, overflow: Overflow = .keep) {
            self.title = title
            self.alignment = alignment
            self.overflow = overflow
        }
    }

    package enum Alignment: Sendable {
        case left, right
    }

    /// What happens to a cell that is wider than the line leaves room for.
    package enum Overflow: Sendable {
        /// It stays whole: codes and figures.
        case keep
        case wrap
        case truncate
    }

    private let columns: [Column]
    private let rows: [[String]]

    /// - Parameter rows: Cells in the order of the columns; a row that lacks some has them empty.
    package init(columns: [Column], rows: [[String]]) {
        self.columns = columns
        self.rows = rows.map { row in
            columns.indices.map { $0 < row.count ? TerminalText.plain(row[$0]) : "" }
        }
    }

    /// Below this a column that gives way is no longer legible.
    private static let narrowest = 8
    private static let gap = "  "

    /// Title, rule and rows, each line ended by a line feed and without blanks before it.
    ///
    /// - Parameters:
    ///   - width: Columns of the terminal. Columns that keep their cells, and narrowest ones that do not, may need more.
    ///   - bold: Whether the title is set bold by an escape sequence; for terminals only.
    package func text(width: Int = 80, bold: Bool = false) -> String {
        let widths = fitted(to: width)
        let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: Self.gap)
        let title = lines(of: columns.map(\.title), widths).map { bold ? "\u{1B}[1m\($0)\u{1B}[0m" : $0 }
        return (title + [rule] + rows.flatMap { lines(of: $0, widths) }).map { $0 + "\n" }.joined()
    }

    /// Widths that fit the line: the widest column that gives way does so first, one step at a time.
    private func fitted(to width: Int) -> [Int] {
        var widths = columns.indices.map { index in
            ([columns[index].title] + rows.map { $0[index] }).map { DisplayWidth.of($0) }.max() ?? 0
        }
        let gaps = Self.gap.count * max(columns.count - 1, 0)
        while widths.reduce(gaps, +) > width {
            let yielding = columns.indices.filter { columns[$0].overflow != .keep && widths[$0] > Self.narrowest }
            guard let widest = yielding.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
        }
        return widths
    }

    /// The lines that a row takes.
    private func lines(of cells: [String], _ widths: [Int]) -> [String] {
        let cells = columns.indices.map { index -> [String] in
            switch columns[index].overflow {
            case .keep, .truncate: [TerminalText.truncated(cells[index], to: widths[index])]
            case .wrap: TerminalText.wrapped(cells[index], to: widths[index])
            }
        }
        return (0..<(cells.map(\.count).max() ?? 0)).map { line in
            let padded = columns.indices.map { index -> String in
                let text = line < cells[index].count ? cells[index][line] : ""
                let blanks = String(repeating: " ", count: max(0, widths[index] - DisplayWidth.of(text)))
                return columns[index].alignment == .left ? text + blanks : blanks + text
            }
            let joined = padded.joined(separator: Self.gap)
            return String(joined[..<(joined.lastIndex { $0 != " " }.map { joined.index(after: $0) } ?? joined.startIndex)])
        }
    }
}
