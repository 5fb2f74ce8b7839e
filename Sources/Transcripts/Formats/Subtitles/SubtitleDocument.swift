/// Writes cues down as a transcript: a line for each line of a cue, the speaker before the first cue of each.
///
/// Numbers, timings and tags are not talk and stay out of the canonical text; the starts are kept with the cues.
struct SubtitleDocument {
    private var builder: CanonicalTextBuilder
    private var structure = DocumentStructure()
    private var voice: String?
    private var lastSource = 0

    init(encoding: TextEncoding, limits: DocumentLimits) {
        builder = CanonicalTextBuilder(unit: .bytes(encoding), limits: limits)
    }

    mutating func append(_ piece: CueText.Piece, startsAt: Int) throws(DocumentProblem) {
        let name = piece.voice.map { Self.trimmed($0[...]) }
        let newVoice = name.flatMap { $0.string == voice ? nil : $0 }
        if builder.position() > 0 {
            if newVoice == nil { structure.softBreaks.append(builder.position()) }
            try builder.append("\n", at: lastSource)
        }
        let voiceRange = try newVoice.map { voice throws(DocumentProblem) in try appendVoice(voice) }
        let start = builder.position()
        for scalar in Self.trimmed(piece.words[...]) {
            if scalar.scalar == "\n" { structure.softBreaks.append(builder.position()) }
            try builder.append(scalar)
            lastSource = scalar.source
        }
        structure.cues.append(Cue(content: TextRange(start, builder.position()), voice: voiceRange, startsAt: startsAt))
    }

    mutating func finish(format: DocumentFormat) -> ExtractedDocument {
        let (text, source, notices) = builder.finish()
        return ExtractedDocument(format: format, text: text, source: source, structure: structure, notices: notices)
    }

    private mutating func appendVoice(_ name: ArraySlice<SourcedScalar>) throws(DocumentProblem) -> TextRange {
        voice = name.string
        let start = builder.position()
        for scalar in name {
            try builder.append(scalar)
            lastSource = scalar.source
        }
        let isEastAsian = name.contains { $0.scalar.isEastAsian }
        let range = TextRange(start, builder.position())
        try builder.append(isEastAsian ? "：" : ": ", at: lastSource)
        return range
    }

    private static func trimmed(_ scalars: ArraySlice<SourcedScalar>) -> ArraySlice<SourcedScalar> {
        let rest = scalars.drop { $0.scalar.isBlank }
        guard let last = rest.lastIndex(where: { !$0.scalar.isBlank }) else { return [] }
        return rest[...last]
    }
}
