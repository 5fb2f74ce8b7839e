/// A document format. Each has a folder of its own and a line in ``FormatCatalog``.
package protocol FormatReader: SendableMetatype {
    static var format: DocumentFormat { get }
    /// Endings of file names, lower case, without the point.
    static var endings: [String] { get }

    /// How well the content fits the format.
    static func fit(_ content: DocumentContent) -> FormatFit

    /// Reads content that fits.
    static func read(_ content: DocumentContent, limits: DocumentLimits) throws(DocumentProblem) -> ExtractedDocument
}

/// How well a file's content fits a format.
package enum FormatFit: Sendable {
    /// It bears the format's own mark.
    case marked
    /// It could be; nothing marks this format.
    case possible
    case impossible
}
