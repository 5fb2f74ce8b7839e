/// Finds what may be a label at the start of a line.
struct LabelScanner {
    let scalars: [Unicode.Scalar]
    let lexicon: LabelLexicon

    /// A longer stretch before a colon is talk.
    private static let longestLabel = 32

    /// The time stamp a line begins with, and where its words begin.
    func opening(of line: TextRange) -> (stamp: TimeStamp?, start: Int) {
        var start = line.start
        while start < line.end && isMarkup(at: start, in: line) { start += 1 }
        guard let stamp = TimeStamp(in: scalars[line.start..<line.end], at: start) else { return (nil, start) }
        let behind = stamp.end
        guard behind == line.end || stamp.isBracketed || scalars[behind].isBlank else { return (nil, start) }
        start = behind
        while start < line.end, scalars[start].isBlank || scalars[start] == "-" { start += 1 }
        return (stamp, start)
    }

    func candidate(in line: DocumentLine) -> LabelCandidate? {
        if let voice = line.voice {
            return candidate(voice, talk: line.range, mark: .voice, startsAt: line.startsAt)
        }
        if let cell = line.cell {
            return candidate(cell, talk: line.range, mark: .cell, startsAt: line.startsAt)
        }
        let (stamp, start) = opening(of: line.range)
        let startsAt = line.startsAt ?? stamp?.milliseconds
        var position = start
        while position < min(line.range.end, start + Self.longestLabel) {
            let scalar = scalars[position].halfWidth
            if scalar == ":" {
                return colonCandidate(start, colon: position, line: line.range, startsAt: startsAt)
            }
            if position > start, let inner = TimeStamp(in: scalars[..<line.range.end], at: position) {
                return stampedCandidate(start, inner, at: position, line: line.range)
            }
            if scalars[position] == "\t" {
                return bareCandidate(TextRange(start, position), talk: TextRange(position, line.range.end), startsAt: startsAt)
            }
            if endsLabel(scalar) { return nil }
            position += 1
        }
        guard position == line.range.end else { return nil }
        return bareCandidate(TextRange(start, position), talk: TextRange(position, position), startsAt: startsAt)
    }

    /// `Q1L：…`
    private func colonCandidate(_ start: Int, colon: Int, line: TextRange, startsAt: Int?) -> LabelCandidate? {
        var end = colon + 1
        while end < line.end && scalars[end] == "*" { end += 1 }
        let talk = TextRange(end, line.end).trimmed(in: scalars)
        // `10:30` and `http://` are no labels; a Latin one has a blank behind its colon.
        if colon + 1 < line.end, scalars[colon] == ":" {
            let next = scalars[colon + 1]
            guard !next.isASCIIDigit, next != "/" else { return nil }
        }
        return candidate(TextRange(start, end), text: TextRange(start, colon), talk: talk, mark: .colon, startsAt: startsAt)
    }

    /// `Speaker 1 00:12`, or `Q1L [00:12]: …`
    private func stampedCandidate(_ start: Int, _ stamp: TimeStamp, at position: Int, line: TextRange) -> LabelCandidate? {
        var end = stamp.end
        while end < line.end && scalars[end].isBlank { end += 1 }
        let hasColon = end < line.end && scalars[end].halfWidth == ":"
        guard hasColon || end == line.end else { return nil }
        return candidate(
            TextRange(start, hasColon ? end + 1 : stamp.end), text: TextRange(start, position),
            talk: TextRange(hasColon ? end + 1 : end, line.end).trimmed(in: scalars), mark: hasColon ? .colon : .stamp,
            startsAt: stamp.milliseconds)
    }

    /// `Q1L` on a line of its own, or before a tab.
    private func bareCandidate(_ label: TextRange, talk: TextRange, startsAt: Int?) -> LabelCandidate? {
        guard let found = candidate(label, talk: talk.trimmed(in: scalars), mark: .bare, startsAt: startsAt),
            LabelLexicon.standsAlone(found.kind, words(label))
        else { return nil }
        return found
    }

    private func candidate(
        _ range: TextRange, text: TextRange? = nil, talk: TextRange, mark: LabelCandidate.Mark, startsAt: Int?
    ) -> LabelCandidate? {
        let words = words(text ?? range)
        guard let kind = lexicon.kind(of: words) ?? (mark == .voice ? .name : nil) else { return nil }
        var key = LabelLexicon.key(of: words)
        if case .identified(let label) = kind { key = LabelLexicon.key(of: label.participant.description) }
        return LabelCandidate(
            range: range.trimmed(in: scalars), key: key, kind: kind, mark: mark, startsAt: startsAt, talk: talk)
    }

    /// The words of a label in half-width characters, without emphasis marks and colon.
    private func words(_ range: TextRange) -> Substring {
        let visible = scalars[range.start..<range.end].filter { $0 != "*" && $0 != "_" }
        return CodeGrammar.withoutColon(CodeGrammar.halfWidth(String(scalars: visible)))
    }

    /// List, quotation, heading and emphasis marks of Markdown.
    private func isMarkup(at position: Int, in line: TextRange) -> Bool {
        switch scalars[position] {
        case "*", "_", "#", ">": true
        case "-", "•": position + 1 < line.end && scalars[position + 1].isBlank
        case let scalar: scalar.isBlank
        }
    }

    private func endsLabel(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ",", "!", "?", ";", "、", "。", "「", "」", "『", "』", "“", "”", "\"", "…": true
        default: false
        }
    }
}
