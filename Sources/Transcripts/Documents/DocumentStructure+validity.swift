extension DocumentStructure {
    /// Whether every position lies in the text and every list runs forward. A document from the program that reads
    /// documents is not trusted more than the document was.
    func fits(_ text: CanonicalText) -> Bool {
        let end = text.scalarCount
        let cells = rows.flatMap(\.cells)
        let wraps = softBreaks.allSatisfy {
            0 <= $0 && $0 < end && text.utf8[text.utf8Offset(ofScalar: $0)] == UInt8(ascii: "\n")
        }
        return wraps && zip(softBreaks, softBreaks.dropFirst()).allSatisfy(<)
            && Self.runForward(cues.map(\.content), to: end) && Self.runForward(cells, to: end)
            && cues.allSatisfy { $0.startsAt >= 0 && ($0.voice?.end ?? 0) <= $0.content.start }
            && rows.allSatisfy { !$0.cells.isEmpty }
    }

    private static func runForward(_ ranges: [TextRange], to end: Int) -> Bool {
        ranges.allSatisfy { $0.end <= end } && zip(ranges, ranges.dropFirst()).allSatisfy { $0.end <= $1.start }
    }
}
