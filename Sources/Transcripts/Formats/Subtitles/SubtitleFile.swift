/// The cues of a subtitle file as they stand in it. SubRip and WebVTT share the shape: a line of timing, then lines of
/// text. Whatever is not in a cue (numbers, names, comments, styles) is left out.
struct SubtitleFile {
    struct Entry {
        /// Milliseconds from the start.
        let startsAt: Int
        var lines: [[SourcedScalar]]
    }

    private(set) var entries: [Entry] = []

    /// - Parameter emptyLineEndsCue: As in WebVTT. SubRip files are found with empty lines inside a cue; there only the
    ///   next cue's timing ends it, and the number before that is no text.
    init(_ text: DecodedText, emptyLineEndsCue: Bool) {
        var isOpen = false
        for line in text.lines {
            if line.allSatisfy({ $0.scalar.isBlank }) {
                if emptyLineEndsCue { isOpen = false }
            } else if let startsAt = Self.timing(line) {
                if isOpen, let number = entries.last?.lines.last, Self.isNumber(number) {
                    entries[entries.endIndex - 1].lines.removeLast()
                }
                entries.append(Entry(startsAt: startsAt, lines: []))
                isOpen = true
            } else if isOpen {
                entries[entries.endIndex - 1].lines.append(line)
            }
        }
    }

    /// The start in a line such as `00:00:01,000 --> 00:00:04,000 align:start`.
    static func timing(_ line: [SourcedScalar]) -> Int? {
        let scalars = line.map(\.scalar)[...].drop(while: \.isBlank)
        guard let start = TimeStamp(in: scalars, at: scalars.startIndex), !start.isBracketed else { return nil }
        let arrow = scalars[start.end...].drop(while: \.isBlank)
        guard arrow.starts(with: "-->".unicodeScalars) else { return nil }
        let end = arrow.dropFirst(3).drop(while: \.isBlank)
        return TimeStamp(in: end, at: end.startIndex) == nil ? nil : start.milliseconds
    }

    private static func isNumber(_ line: [SourcedScalar]) -> Bool {
        line.allSatisfy { $0.scalar.isASCIIDigit || $0.scalar.isBlank }
    }
}
