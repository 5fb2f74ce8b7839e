/// WebVTT subtitles, with the speakers their voice tags name.
enum WebVTTReader: FormatReader {
    static let format = DocumentFormat.webVTT
    static let endings = ["vtt"]

    static func fit(_ content: DocumentContent) -> FormatFit {
        guard case .text(let text) = content, let first = text.lines.first(where: { _ in true }) else { return .impossible }
        let line = first.string.unicodeScalars
        let mark = "WEBVTT".unicodeScalars
        guard line.starts(with: mark) else { return .impossible }
        return line.dropFirst(mark.count).first.map(\.isBlank) ?? true ? .marked : .impossible
    }

    static func read(_ content: DocumentContent, limits: DocumentLimits) throws(DocumentProblem) -> ExtractedDocument {
        guard case .text(let text) = content else { throw .formatMismatch(declared: format) }
        var document = SubtitleDocument(encoding: text.encoding, limits: limits)
        for entry in SubtitleFile(text, emptyLineEndsCue: true).entries {
            for piece in CueText(entry.lines, resolvesReferences: true).pieces {
                try document.append(piece, startsAt: entry.startsAt)
            }
        }
        return document.finish(format: format)
    }
}
