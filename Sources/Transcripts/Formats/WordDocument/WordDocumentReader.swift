/// Word's .docx: the main part's paragraphs and tables, tracked changes as accepted.
enum WordDocumentReader: FormatReader {
    static let format = DocumentFormat.wordDocument
    static let endings = ["docx"]

    private static let zip = Array("PK\u{3}\u{4}".utf8)
    private static let compoundFile: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    static func fit(_ content: DocumentContent) -> FormatFit {
        guard case .binary(let bytes) = content else { return .impossible }
        if bytes.starts(with: zip) {
            // Names stand in a zip as they are.
            if bytes.contains(Array("word/".utf8)) { return .marked }
            return bytes.contains(Array("[Content_Types].xml".utf8)) ? .possible : .impossible
        }
        guard bytes.starts(with: compoundFile) else { return .impossible }
        // Encrypted, a .docx is a stream in a compound file; so are all documents of Word before 2007.
        if bytes.contains(utf16("EncryptedPackage")) { return .marked }
        let isOlder = ["WordDocument", "Workbook", "PowerPoint Document"].contains { bytes.contains(utf16($0)) }
        return isOlder ? .impossible : .possible
    }

    static func read(_ content: DocumentContent, limits: DocumentLimits) throws(DocumentProblem) -> ExtractedDocument {
        guard case .binary(let bytes) = content else { throw .formatMismatch(declared: format) }
        guard bytes.starts(with: zip) else { throw .encrypted }
        let archive = OfficeArchive(bytes, limits: limits)
        let mainPart = try archive.withPart("_rels/.rels") { part throws(DocumentProblem) in try self.mainPart(from: part) }
        return try archive.withPart(mainPart) { part throws(DocumentProblem) in
            var body = WordBody(limits: limits)
            try body.read(part)
            return body.finish()
        }
    }

    /// The part that the package's relationships name as the document.
    private static func mainPart(from part: OfficeArchive.Part) throws(DocumentProblem) -> String {
        let reader = try MarkupReader(part)
        while let node = try reader.next() {
            guard case .start = node, reader.name == "Relationship", let target = reader.attribute("Target"),
                reader.attribute("Type")?.hasSuffix("/officeDocument") == true
            else { continue }
            return String(target.drop { $0 == "/" })
        }
        throw .damaged(.missingPart)
    }

    private static func utf16(_ text: String) -> [UInt8] {
        text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }
}
