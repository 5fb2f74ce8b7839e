import CXML2

/// Pulls a part's XML through libxml2 node by node; nothing is kept and nothing is fetched.
///
/// Document type declarations and entity references are refused: office files have none.
struct MarkupReader: ~Copyable {
    enum Node {
        /// `isEmpty` elements have no end of their own.
        case start(isEmpty: Bool)
        case end
        case text
    }

    private let reader: xmlTextReaderPtr
    private let part: OfficeArchive.Part

    init(_ part: OfficeArchive.Part) throws(DocumentProblem) {
        let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_COMPACT.rawValue)
        let read: xmlInputReadCallback = { context, buffer, count in
            guard let context, let buffer else { return -1 }
            let part = Unmanaged<OfficeArchive.Part>.fromOpaque(context).takeUnretainedValue()
            return Int32(part.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: Int(count))))
        }
        guard
            let reader = xmlReaderForIO(
                read, { _ in 0 }, Unmanaged.passUnretained(part).toOpaque(), nil, nil, options)
        else { throw .damaged(.memoryLimit) }
        // Without a handler libxml2 writes to standard error, document and all.
        xmlTextReaderSetStructuredErrorHandler(reader, { _, _ in }, nil)
        self.reader = reader
        self.part = part
    }

    deinit {
        xmlFreeTextReader(reader)
    }

    /// Moves on to the next node that matters; nil at the end.
    func next() throws(DocumentProblem) -> Node? {
        try node(after: xmlTextReaderRead(reader))
    }

    /// Leaves out the element the reader stands on with all it holds.
    func skip() throws(DocumentProblem) -> Node? {
        try node(after: xmlTextReaderNext(reader))
    }

    /// Of the element, without prefix.
    var name: String { xmlTextReaderConstLocalName(reader).map { String(cString: $0) } ?? "" }

    var namespace: String { xmlTextReaderConstNamespaceUri(reader).map { String(cString: $0) } ?? "" }

    /// Of the text, or of the attribute moved to.
    var value: String { xmlTextReaderConstValue(reader).map { String(cString: $0) } ?? "" }

    func attribute(_ name: String) -> String? {
        guard xmlTextReaderMoveToAttribute(reader, name) == 1 else { return nil }
        defer { xmlTextReaderMoveToElement(reader) }
        return value
    }

    private func node(after result: Int32) throws(DocumentProblem) -> Node? {
        var result = result
        while result == 1 {
            switch UInt32(xmlTextReaderNodeType(reader)) {
            case XML_READER_TYPE_ELEMENT.rawValue: return .start(isEmpty: xmlTextReaderIsEmptyElement(reader) == 1)
            case XML_READER_TYPE_END_ELEMENT.rawValue: return .end
            case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue, XML_READER_TYPE_WHITESPACE.rawValue,
                XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue:
                return .text
            case XML_READER_TYPE_DOCUMENT_TYPE.rawValue, XML_READER_TYPE_ENTITY_REFERENCE.rawValue,
                XML_READER_TYPE_ENTITY.rawValue:
                throw .unsafeMarkup
            default: result = xmlTextReaderRead(reader)
            }
        }
        if result == 0 { return nil }
        if let problem = part.problem { throw problem }
        throw declaresDocumentType ? .unsafeMarkup : .damaged(.markup)
    }

    /// A parser that stumbles inside a declaration never reports it as a node.
    private var declaresDocumentType: Bool {
        guard let document = xmlTextReaderCurrentDoc(reader) else { return false }
        // Asking for the document makes it the asker's.
        defer { xmlFreeDoc(document) }
        return document.pointee.intSubset != nil
    }
}
