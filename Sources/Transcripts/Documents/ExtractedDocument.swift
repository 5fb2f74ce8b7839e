/// What a format yields: the canonical text, the way back to the source, and what the format knew of its structure.
/// Turns and sentences are found in it later, without the file.
package struct ExtractedDocument: Sendable, Hashable, Codable {
    package let format: DocumentFormat
    package let text: CanonicalText
    package let source: SourceMap
    package let structure: DocumentStructure
    /// What the reader of the format had to leave out or found odd.
    package let notices: [Notice]

    package init(
        format: DocumentFormat, text: CanonicalText, source: SourceMap, structure: DocumentStructure = DocumentStructure(),
        notices: [Notice] = []
    ) {
        self.format = format
        self.text = text
        self.source = source
        self.structure = structure
        self.notices = notices
    }
}

extension ExtractedDocument {
    private enum CodingKeys: CodingKey { case format, text, source, structure, notices }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            format: try container.decode(DocumentFormat.self, forKey: .format),
            text: try container.decode(CanonicalText.self, forKey: .text),
            source: try container.decode(SourceMap.self, forKey: .source),
            structure: try container.decode(DocumentStructure.self, forKey: .structure),
            notices: try container.decode([Notice].self, forKey: .notices))
        guard structure.fits(text), source.fits(text) else {
            throw DecodingError.dataCorruptedError(
                forKey: .structure, in: container, debugDescription: "positions inside the text")
        }
    }
}
