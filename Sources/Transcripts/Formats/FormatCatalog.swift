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
    package static func read(_ bytes: [UInt8], as request: ExtractionRequest) throws(DocumentProblem) -> ExtractedDocument {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= request.limits.fileSize else { throw .tooLarge(limit: request.limits.fileSize) }
        let content = try DocumentContent(bytes, encoding: request.encoding)
        let reader = try reader(of: content, declared: try reader(ending: request.ending))
        let document = try reader.read(content, limits: request.limits)
        guard document.text.string.unicodeScalars.contains(where: { !$0.isBlank }) else { throw .noText }
        return document
    }

    /// Loads what reading will need of the system, for a process that may open no files later.
    package static func prepare(for request: ExtractionRequest) {
        if request.encoding == .big5HKSCS {
            _ = Big5Table.hkscs
        } else if request.ending != DocumentFormat.wordDocument.rawValue {
            _ = Big5Table.cp950
        }
    }

    /// As ``read(_:as:)``, for callers that trust the document.
    package static func read(_ bytes: [UInt8], ending: String?) throws(DocumentProblem) -> ExtractedDocument {
        try read(bytes, as: try ExtractionRequest(ending: ending))
    }

    /// The reader a name's ending asks for; nil where there is no ending.
    static func reader(ending: String?) throws(DocumentProblem) -> (any FormatReader.Type)? {
        guard let ending = ending?.lowercased(), !ending.isEmpty else { return nil }
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
