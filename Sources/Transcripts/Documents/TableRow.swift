/// A row of a table; a cell may be empty or run over several lines.
package struct TableRow: Sendable, Hashable, Codable {
    package let cells: [TextRange]

    package init(cells: [TextRange]) {
        self.cells = cells
    }
}
