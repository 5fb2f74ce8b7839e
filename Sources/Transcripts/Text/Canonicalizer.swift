/// Makes canonical text of a text file as a whole.
package enum Canonicalizer {
    /// The text, its map back to the bytes, and what to know about its characters.
    package static func canonicalize(
        _ text: DecodedText, limits: DocumentLimits = DocumentLimits()
    ) throws(DocumentProblem) -> (text: CanonicalText, source: SourceMap, notices: [Notice]) {
        var builder = CanonicalTextBuilder(unit: .bytes(text.encoding), limits: limits)
        for scalar in text { try builder.append(scalar) }
        return builder.finish(end: text.byteCount)
    }
}
