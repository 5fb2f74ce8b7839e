/// A turn before its speaker's role is known.
struct TurnDraft {
    /// Of the label; nil for talk without one.
    let key: String?
    let label: TextRange?
    var content: TextRange
    let startsAt: Int?

    /// Cuts a transcript into turns: a label begins one, and what follows belongs to it.
    ///
    /// Returns the number of lines before the first label as well; they are nobody's talk.
    static func drafts(
        lines: [DocumentLine], candidates: [Int: LabelCandidate], cast: SpeakerCast, scanner: LabelScanner
    ) -> (drafts: [TurnDraft], frontMatter: Int) {
        var drafts: [TurnDraft] = []
        var frontMatter = 0
        // A time stamp on a line of its own belongs to the label on the next, or else to the talk around it.
        var heldStamp: (line: TextRange, milliseconds: Int)?
        for (index, line) in lines.enumerated() {
            if let candidate = candidates[index], cast.members[candidate.key] != nil {
                drafts.append(
                    TurnDraft(
                        key: candidate.key, label: candidate.range, content: candidate.talk,
                        startsAt: candidate.startsAt ?? heldStamp?.milliseconds))
                heldStamp = nil
                continue
            }
            let opening = scanner.opening(of: line.range)
            if heldStamp == nil, line.cell == nil, let stamp = opening.stamp, opening.start == line.range.end {
                heldStamp = (line.range, stamp.milliseconds)
                continue
            }
            let start = heldStamp?.line.start ?? line.cell?.start ?? line.range.start
            heldStamp = nil
            if drafts.isEmpty {
                frontMatter += 1
            } else if let cell = line.cell, cell.isEmpty {
                // A row without a speaker goes on with the last, but the cells before the talk are no talk.
                drafts.append(
                    TurnDraft(key: drafts[drafts.endIndex - 1].key, label: nil, content: line.range, startsAt: line.startsAt))
            } else {
                drafts[drafts.endIndex - 1].extend(with: TextRange(start, line.range.end))
            }
        }
        return (drafts.filter { !$0.content.isEmpty }, frontMatter)
    }

    private mutating func extend(with line: TextRange) {
        content = TextRange(content.isEmpty ? line.start : content.start, line.end)
    }

    /// Whether the talk ends as a question does.
    func isQuestion(in scalars: [Unicode.Scalar]) -> Bool {
        let closers = "」』”）)\"' 。".unicodeScalars
        switch scalars[content.start..<content.end].last(where: { !closers.contains($0) }) {
        case "？", "?", "嗎", "呢": return true
        default: return false
        }
    }
}
