/// Writes the body of a Word document down as it is read.
///
/// A paragraph is a line, a cell of a table stands behind a tab. Insertions are text, deletions are not. Notes, comments
/// and text boxes are left out and counted.
struct WordBody {
    private static let namespaces: Set<String> = [
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ]
    private static let compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"

    private var builder: CanonicalTextBuilder
    /// Number of the paragraph being read, from 0.
    private var paragraph = -1
    /// What has to stand before the next paragraph, if one comes.
    private var separator = ""
    private var isInText = false
    /// Inside a paragraph's own properties, where a deletion means the paragraph's end.
    private var isInProperties = false
    private var isEndDeleted = false

    private var tableDepth = 0
    private var rows: [TableRow] = []
    private var cells: [TextRange] = []
    private var cellStart = 0

    private var counts: [NoticeCode: Int] = [:]

    init(limits: DocumentLimits) {
        builder = CanonicalTextBuilder(unit: .paragraphs, limits: limits)
    }

    mutating func read(_ part: OfficeArchive.Part) throws(DocumentProblem) {
        let reader = try MarkupReader(part)
        var node = try reader.next()
        guard case .start = node, reader.name == "document", Self.namespaces.contains(reader.namespace) else {
            throw .formatMismatch(declared: .wordDocument)
        }
        while let current = node {
            switch current {
            case .start(let isEmpty):
                if try !start(reader, isEmpty: isEmpty) {
                    node = try reader.skip()
                    continue
                }
            case .end: if Self.namespaces.contains(reader.namespace) { end(reader.name) }
            case .text: if isInText { try append(reader.value) }
            }
            node = try reader.next()
        }
    }

    mutating func finish() -> ExtractedDocument {
        let (text, source, notices) = builder.finish()
        let counted = [NoticeCode.trackedChanges, .notesLeftOut, .textBoxesLeftOut].compactMap { code in
            counts[code].map { Notice(code, count: $0) }
        }
        return ExtractedDocument(
            format: .wordDocument, text: text, source: source, structure: DocumentStructure(rows: rows),
            notices: notices + counted)
    }

    /// False for an element that is left out with all it holds.
    private mutating func start(_ reader: borrowing MarkupReader, isEmpty: Bool) throws(DocumentProblem) -> Bool {
        let name = reader.name
        guard Self.namespaces.contains(reader.namespace) else {
            // The older form of what has just been read.
            return !(name == "Fallback" && reader.namespace == Self.compatibility)
        }
        switch name {
        case "p": try startParagraph()
        case "t": isInText = !isEmpty
        case "tab", "ptab": try appendUnlessProperty("\t")
        case "br", "cr": try appendUnlessProperty("\n")
        case "noBreakHyphen": try appendUnlessProperty("\u{2011}")
        case "pPr": isInProperties = !isEmpty
        case "tbl": tableDepth += 1
        case "tr": if tableDepth == 1 { cells = [] }
        case "tc": try startCell()
        case "del", "moveFrom":
            count(.trackedChanges)
            if isInProperties { isEndDeleted = true }
            return false
        case "ins", "moveTo": count(.trackedChanges)
        case "footnoteReference", "endnoteReference", "commentReference": count(.notesLeftOut)
        case "txbxContent":
            count(.textBoxesLeftOut)
            return false
        // Phonetic signs beside a character, and the codes of fields.
        case "rt", "instrText", "delText": return false
        default: break
        }
        if isEmpty && (name == "p" || name == "tc") { end(name) }
        return true
    }

    private mutating func end(_ name: String) {
        switch name {
        case "p":
            separator = isEndDeleted ? "" : "\n"
            isEndDeleted = false
        case "t": isInText = false
        case "pPr": isInProperties = false
        case "tc": if tableDepth == 1 { cells.append(TextRange(cellStart, builder.position())) }
        case "tr": if tableDepth == 1 { rows.append(TableRow(cells: cells)) }
        case "tbl": tableDepth -= 1
        default: break
        }
    }

    private mutating func startParagraph() throws(DocumentProblem) {
        try builder.append(separator, at: max(paragraph, 0))
        separator = ""
        paragraph += 1
    }

    private mutating func startCell() throws(DocumentProblem) {
        guard tableDepth == 1 else { return }
        if !cells.isEmpty { separator = "\t" }
        try builder.append(separator, at: max(paragraph, 0))
        separator = ""
        cellStart = builder.position()
    }

    private mutating func append(_ text: String) throws(DocumentProblem) {
        for scalar in text.unicodeScalars {
            // In XML a line end inside text is a blank.
            try builder.append(SourcedScalar(scalar: scalar == "\n" ? " " : scalar, source: max(paragraph, 0)))
        }
    }

    /// `w:tab` is also a tab stop among a paragraph's properties.
    private mutating func appendUnlessProperty(_ text: String) throws(DocumentProblem) {
        if !isInProperties { try builder.append(text, at: max(paragraph, 0)) }
    }

    private mutating func count(_ code: NoticeCode) { counts[code, default: 0] += 1 }
}
