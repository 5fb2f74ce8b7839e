/// The paragraphs of a document without speakers: lines up to a line end that is no mere wrap.
enum Paragraphs {
    /// Trimmed ranges, none empty, in text order.
    static func ranges(in scalars: [Unicode.Scalar], softBreaks: Set<Int>) -> [TextRange] {
        var ranges: [TextRange] = []
        var start = 0
        for end in 0...scalars.count {
            guard end == scalars.count || scalars[end].isLineEnd && !softBreaks.contains(end) else { continue }
            let range = TextRange(start, end).trimmed(in: scalars)
            if !range.isEmpty { ranges.append(range) }
            start = end + 1
        }
        return ranges
    }
}
