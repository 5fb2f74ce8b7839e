/// The head of a transcript (title, date, place, who speaks with whom), which looks like labels and is no talk.
enum FrontMatter {
    /// A longer value behind a colon is talk.
    private static let longestValue = 24

    /// How many lines belong to the head.
    ///
    /// It runs from the first line over headings such as `訪談日期：…`, short lines without label, and speakers introduced
    /// once (`受訪者：Q1L 王○○`), and counts only if there is such a heading in it.
    static func length(
        lines: [DocumentLine], candidates: [Int: LabelCandidate], scalars: [Unicode.Scalar]
    ) -> Int {
        var length = 0
        var hasHeading = false
        var introduced: Set<String> = []
        for (index, line) in lines.enumerated() {
            let text = scalars[line.range.start..<line.range.end]
            if isHeading(text) {
                hasHeading = true
                length = index + 1
            } else if let candidate = candidates[index] {
                guard candidate.mark == .colon, candidate.startsAt == nil, isShort(candidate.talk, scalars),
                    introduced.insert(candidate.key).inserted
                else { break }
                if hasHeading { length = index + 1 }
            } else if text.count > longestValue * 2 {
                break
            }
        }
        return hasHeading ? length : 0
    }

    private static func isHeading(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let colon = text.prefix(longestValue).firstIndex(where: { $0.halfWidth == ":" }) else { return false }
        return LabelLexicon.isHeading(String(scalars: text[..<colon].filter { $0 != "*" && $0 != "#" && $0 != "-" }))
    }

    private static func isShort(_ value: TextRange, _ scalars: [Unicode.Scalar]) -> Bool {
        !value.isEmpty && value.count <= longestValue
            && !scalars[value.start..<value.end].contains { "。！？?!，".unicodeScalars.contains($0) }
    }
}
