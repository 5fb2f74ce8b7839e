/// SubRip subtitles. They name no speakers; a label at the start of a cue is found with those of other transcripts.
enum SubRipReader: FormatReader {
    static let format = DocumentFormat.subRip
    static let endings = ["srt"]

    static func fit(_ content: DocumentContent) -> FormatFit {
        guard case .text(let text) = content else { return .impossible }
        let opening = text.lines.lazy.filter { !$0.allSatisfy { $0.scalar.isBlank } }.prefix(2)
        return opening.contains { SubtitleFile.timing($0) != nil } ? .marked : .impossible
    }

    static func read(_ content: DocumentContent, limits: DocumentLimits) throws(DocumentProblem) -> ExtractedDocument {
        guard case .text(let text) = content else { throw .formatMismatch(declared: format) }
        var document = SubtitleDocument(encoding: text.encoding, limits: limits)
        for entry in SubtitleFile(text, emptyLineEndsCue: false).entries {
            for piece in CueText(entry.lines, resolvesReferences: false).pieces {
                try document.append(piece, startsAt: entry.startsAt)
            }
        }
        return document.finish(format: format)
    }
}
