/// The formats that can be read. A new one is a folder beside this file and a line here.
package enum FormatCatalog {
    package static let readers: [any FormatReader.Type] = [
        WordDocumentReader.self,
        WebVTTReader.self,
        SubRipReader.self,
        PlainTextReader.self,
        MarkdownReader.self,
    ]

    /// For messages: `.docx, .vtt, …`.
    package static var knownEndings: String {
        readers.flatMap { $0.endings }.map { ".\($0)" }.joined(separator: ", ")
    }

    /// Recognises a document by the ending of its name and by its content, and reads it.
    ///
    /// - Parameters:
    ///   - ending: Of the file's name, without the point; nil or empty where there is none.
    ///   - encoding: Of a text file, where the uploader declares it.
    package static func read(
        _ bytes: [UInt8], ending: String?, encoding: TextEncoding? = nil, limits: DocumentLimits = DocumentLimits()
    ) throws(DocumentProblem) -> ExtractedDocument {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= limits.fileSize else { throw .tooLarge(limit: limits.fileSize) }
        let declared = try ending.flatMap { ending throws(DocumentProblem) in ending.isEmpty ? nil : try reader(ending: ending) }
        let content = try DocumentContent(bytes, encoding: encoding)
        let document = try reader(of: content, declared: declared).read(content, limits: limits)
        guard document.text.scalars(TextRange(0, document.text.scalarCount)).contains(where: { !$0.isBlank }) else {
            throw .noText
        }
        return document
    }

    private static func reader(ending: String) throws(DocumentProblem) -> any FormatReader.Type {
        let ending = ending.lowercased()
        guard let reader = readers.first(where: { $0.endings.contains(ending) }) else { throw .unknownFormat }
        return reader
    }

    /// A mark in the content decides. Without one, the name does.
    private static func reader(
        of content: DocumentContent, declared: (any FormatReader.Type)?
    ) throws(DocumentProblem) -> any FormatReader.Type {
        let marked = readers.first { $0.fit(content) == .marked }
        guard let declared else {
            guard let found = marked ?? readers.first(where: { $0.fit(content) == .possible }) else { throw .unknownFormat }
            return found
        }
        switch declared.fit(content) {
        case .marked: return declared
        // A subtitle file saved as .txt is still a subtitle file.
        case .possible: return marked ?? declared
        case .impossible: throw .formatMismatch(declared: declared.format)
        }
    }
}
