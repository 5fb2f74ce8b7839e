/// How a document is to be read. Nothing of the document is in it, nor its name: it stands on the command line of the
/// program that reads documents, which other users can see.
package struct ExtractionRequest: Sendable, Hashable, Codable {
    /// Of the file's name, lower case and without the point: one of the catalog's, or nil where there is none.
    package let ending: String?
    /// Of a text file, where the uploader declares it.
    package let encoding: TextEncoding?
    package let limits: DocumentLimits

    /// Throws ``DocumentProblem/unknownFormat`` for an ending that no format has; an empty one is none.
    package init(
        ending: String?, encoding: TextEncoding? = nil, limits: DocumentLimits = DocumentLimits()
    ) throws(DocumentProblem) {
        self.ending = try FormatCatalog.reader(ending: ending).flatMap { _ in ending?.lowercased() }
        self.encoding = encoding
        self.limits = limits
    }
}
