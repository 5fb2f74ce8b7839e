/// A format whose text is the file's own, where lines may run on.
protocol RunningTextReader: FormatReader {
    /// The positions of the line ends behind which a paragraph goes on, ascending.
    static func softBreaks(in text: CanonicalText) -> [Int]
}

extension RunningTextReader {
    package static func fit(_ content: DocumentContent) -> FormatFit {
        if case .text = content { .possible } else { .impossible }
    }

    package static func read(
        _ content: DocumentContent, limits: DocumentLimits
    ) throws(DocumentProblem) -> ExtractedDocument {
        guard case .text(let decoded) = content else { throw .formatMismatch(declared: format) }
        let (text, source, notices) = try Canonicalizer.canonicalize(decoded, limits: limits)
        return ExtractedDocument(
            format: format, text: text, source: source,
            structure: DocumentStructure(softBreaks: softBreaks(in: text)), notices: notices)
    }
}
