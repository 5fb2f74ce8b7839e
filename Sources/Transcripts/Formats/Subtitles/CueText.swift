/// A cue's text without its markup, cut where the speaker changes.
///
/// Tags are those of WebVTT, which SubRip's are among: `<v Name>` names a speaker; `<b>`, `<c.loud>`, `<00:01.500>` and
/// the like are dropped; `<3` is text. Character references (`&amp;`) are WebVTT's alone.
struct CueText {
    struct Piece: Equatable {
        /// The speaker the markup names; nil where it names none.
        let voice: [SourcedScalar]?
        /// The words; lines are parted by LF.
        var words: [SourcedScalar]
    }

    private(set) var pieces: [Piece] = [Piece(voice: nil, words: [])]

    private static let references: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "lrm": "\u{200E}", "rlm": "\u{200F}",
    ]

    init(_ lines: [[SourcedScalar]], resolvesReferences: Bool) {
        let scalars = Array(lines.joined(separator: [SourcedScalar(scalar: "\n", source: 0)]))
        var position = 0
        while position < scalars.count {
            var next = scalars[position]
            if next.scalar == "\n" {
                next = SourcedScalar(scalar: "\n", source: scalars[position - 1].source)
            } else if next.scalar == "<", let end = Self.tagEnd(scalars, from: position) {
                take(tag: scalars[position + 1..<end])
                position = end + 1
                continue
            } else if resolvesReferences, next.scalar == "&", let (scalar, end) = Self.reference(scalars, from: position) {
                pieces[pieces.endIndex - 1].words.append(SourcedScalar(scalar: scalar, source: next.source))
                position = end + 1
                continue
            }
            pieces[pieces.endIndex - 1].words.append(next)
            position += 1
        }
        pieces.removeAll { $0.words.allSatisfy { $0.scalar.isBlank } }
    }

    private mutating func take(tag: ArraySlice<SourcedScalar>) {
        let name = tag.prefix { !$0.scalar.isBlank && $0.scalar != "." }
        if name.string == "/v" {
            pieces.append(Piece(voice: nil, words: []))
        } else if name.string == "v" {
            let voice = tag.drop { !$0.scalar.isBlank }.drop { $0.scalar.isBlank }
            pieces.append(Piece(voice: voice.isEmpty ? nil : Array(voice), words: []))
        }
    }

    /// Where a tag that begins here is closed; nil if this is no tag.
    private static func tagEnd(_ scalars: [SourcedScalar], from start: Int) -> Int? {
        guard start + 1 < scalars.count else { return nil }
        let first = scalars[start + 1].scalar
        let isTime = TimeStamp(in: scalars[(start + 1)...].prefix(16).map(\.scalar)[...], at: 0) != nil
        guard first == "/" || first.isASCIILetter || isTime else { return nil }
        return scalars[start...].firstIndex { $0.scalar == ">" }
    }

    private static func reference(_ scalars: [SourcedScalar], from start: Int) -> (Unicode.Scalar, end: Int)? {
        let longest = 10
        guard let end = scalars[start...].prefix(longest).firstIndex(where: { $0.scalar == ";" }) else { return nil }
        let name = scalars[start + 1..<end].string
        if let scalar = references[name] { return (scalar, end) }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let value = digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let value, value >= 0x20, let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, end)
    }
}
