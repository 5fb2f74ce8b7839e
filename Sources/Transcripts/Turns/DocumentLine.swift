/// A line of a document, or a row of one of its tables, as the search for speakers sees it.
struct DocumentLine {
    /// What is written in it; a talk cell may hold several lines.
    let range: TextRange
    /// The speaker the format itself sets apart.
    var voice: TextRange?
    /// The cell that may name a speaker. The talk is in ``range`` then.
    var cell: TextRange?
    /// Milliseconds, where the format gives them.
    var startsAt: Int?

    /// All lines that are not blank, in text order.
    static func lines(of document: ExtractedDocument, scalars: [Unicode.Scalar]) -> [DocumentLine] {
        let rows = document.structure.rows.compactMap { speakerRow($0, scalars) }
        var cues = document.structure.cues[...]
        var nextRow = 0
        var lines: [DocumentLine] = []
        var start = 0
        while start < scalars.count {
            if nextRow < rows.count, rows[nextRow].span.start <= start {
                if !isHeading(rows[nextRow].line, scalars) { lines.append(rows[nextRow].line) }
                start = max(start, rows[nextRow].span.end + 1)
                nextRow += 1
                continue
            }
            let end = scalars[start...].firstIndex { $0.isLineEnd } ?? scalars.count
            var line = DocumentLine(range: TextRange(start, end).trimmed(in: scalars))
            if let cue = cues.first, cue.content.start < end {
                cues.removeFirst()
                line = DocumentLine(
                    range: TextRange(cue.content.start, end).trimmed(in: scalars), voice: cue.voice, startsAt: cue.startsAt)
            }
            if !line.range.isEmpty { lines.append(line) }
            start = end + 1
        }
        return lines
    }

    /// What the column of speakers is called at its head.
    private static let columnNames: Set<String> = [
        "發言者", "發言人", "說話者", "說話人", "講者", "人物", "對象", "身分", "角色", "代號", "編號", "speaker", "name", "who", "code", "participant",
    ]

    private static func isHeading(_ line: DocumentLine, _ scalars: [Unicode.Scalar]) -> Bool {
        guard let cell = line.cell else { return false }
        return columnNames.contains(LabelLexicon.key(of: String(scalars: scalars[cell.start..<cell.end])))
            && !scalars[line.range.start..<line.range.end].contains { "。！？?!，,".unicodeScalars.contains($0) }
    }

    /// Reads a row as `speaker | talk`, with numbers or times before the speaker or between the two. Nil for a row of
    /// another shape, which is read line by line.
    private static func speakerRow(
        _ row: TableRow, _ scalars: [Unicode.Scalar]
    ) -> (span: TextRange, line: DocumentLine)? {
        let cells = row.cells.map { $0.trimmed(in: scalars) }
        guard let first = row.cells.first, let last = row.cells.last, cells.count >= 2 else { return nil }
        var startsAt: Int?
        var speaker: TextRange?
        for (index, cell) in cells.enumerated() {
            let text = scalars[cell.start..<cell.end]
            if let stamp = TimeStamp(in: text, at: cell.start), stamp.end == cell.end {
                startsAt = stamp.milliseconds
            } else if text.allSatisfy({ $0.halfWidth.isASCIIDigit }) && !text.isEmpty {
                continue
            } else if speaker == nil && index < cells.count - 1 {
                speaker = cell
            } else {
                guard let speaker, !cell.isEmpty else { return nil }
                let line = DocumentLine(range: cell, cell: speaker, startsAt: startsAt)
                return (TextRange(first.start, last.end), line)
            }
        }
        return nil
    }
}

extension TextRange {
    /// Without the blanks at both ends.
    func trimmed(in scalars: [Unicode.Scalar]) -> TextRange {
        var (start, end) = (start, end)
        while start < end && scalars[start].isBlank { start += 1 }
        while start < end && scalars[end - 1].isBlank { end -= 1 }
        return TextRange(start, end)
    }
}
