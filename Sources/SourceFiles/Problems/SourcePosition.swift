/// A place in a file.
package struct SourcePosition: Sendable, Hashable, Comparable {
    /// Counted from 1.
    package let line: Int
    /// Counted from 1, in Unicode scalars.
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Where a problem is that is the whole file's.
    package static let start = SourcePosition(line: 1, column: 1)

    package static func < (a: SourcePosition, b: SourcePosition) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

extension SourcePosition: CustomStringConvertible {
    package var description: String { "\(line):\(column)" }
}
