package import Transcripts

/// Reads a document's bytes.
package struct DocumentExtractor: Sendable {
    package init() {}

    /// - Parameter ending: Of the file's name, without the point; nil where there is none.
    /// - Throws: ``DocumentProblem`` where the document is at fault.
    package func extract(_ content: [UInt8], ending: String?) async throws -> ExtractedDocument {
        try FormatCatalog.read(content, ending: ending)
    }
}
