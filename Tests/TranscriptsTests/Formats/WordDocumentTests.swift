import TestSupport
import Testing

@testable import Transcripts

@Suite("Word documents")
struct WordDocumentTests {
    private func extract(
        _ bytes: [UInt8], ending: String? = "docx", limits: DocumentLimits = DocumentLimits()
    ) throws -> ExtractedDocument {
        try FormatCatalog.read(bytes, as: ExtractionRequest(ending: ending, limits: limits))
    }

    private func text(_ body: String) throws -> String {
        try extract(OfficeFile.docx(main: OfficeFile.document(body))).text.string
    }

    @Test("A document that pandoc wrote reads as a transcript")
    func pandoc() throws {
        let document = try extract(OfficeFile.fixture("pandoc.docx"), ending: nil)
        #expect(document.format == .wordDocument)
        #expect(document.notices == [Notice(.notesLeftOut)])
        let transcript = TranscriptReader.read(document, type: .transcript, codes: gauCodes)
        #expect(
            transcript.lines.prefix(5) == [
                Line("interviewer", "你們怎麼開始合作的？"), Line("Q1L", "一開始是競爭， 後來\n大家一起開會。"),
                Line("interviewer", "What about tradition?"),
                Line("P1L", "We keep “old” ways & add new ones.\n第一項\n第二項"), Line("interviewer", "還有嗎？"),
            ])
        #expect(transcript.lines.last == Line("Q1L", "沒有了。"))
    }

    @Test("A table of speaker and talk that LibreOffice wrote reads as a transcript")
    func table() throws {
        let document = try extract(OfficeFile.fixture("table.docx"))
        let transcript = TranscriptReader.read(document, type: .transcript, codes: gauCodes)
        #expect(
            transcript.lines == [
                Line("interviewer", "你們怎麼合作？"), Line("Q2L", "每個月開會。\n輪流當主席。"), Line("Q2L", "大家都要來。"),
                Line("Q2S", "我比較少去（笑）。\n（錄音結束）"),
            ])
        #expect(transcript.turns.map { $0.label.map { transcript.text[$0] } } == ["訪談者", "Q2L", nil, "Ｑ２Ｓ："])
        #expect(document.structure.rows.map { $0.cells.count } == [2, 2, 2, 2])
    }

    @Test("Tracked changes are read as accepted; notes and comments are left out, and said to be")
    func tracked() throws {
        let document = try extract(OfficeFile.fixture("tracked.docx"))
        #expect(document.text.string == "訪談者：你們合作嗎？\nQ1L：我們常常合作。\n前段後段。\n左\t右\n下一行")
        #expect(document.notices == [Notice(.trackedChanges, count: 3), Notice(.notesLeftOut, count: 2)])
    }

    @Test("Each scalar leads back to its paragraph")
    func paragraphs() throws {
        let document = try extract(
            OfficeFile.docx(
                main: OfficeFile.document("<w:p><w:r><w:t>一二</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>e\u{301}三</w:t></w:r></w:p>")))
        #expect(document.text.string == "一二\n\n\u{E9}三")
        #expect((0..<6).map { document.source.source(ofScalar: $0, in: document.text) } == [0, 0, 0, 1, 2, 2])
        #expect(document.source.unit == .paragraphs)
    }

    @Test("Fields, phonetic signs, text boxes and older forms leave no traces; moved text stands once")
    func leftOut() throws {
        #expect(
            try text("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t xml:space=\"preserve\"> 字 </w:t></w:r></w:p>")
                == " 字 ")
        #expect(
            try text(
                "<w:p><w:r><w:ruby><w:rt><w:r><w:t>ㄗˋ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
            ) == "字")
        #expect(
            try text(
                "<w:p><w:moveFrom><w:r><w:t>甲</w:t></w:r></w:moveFrom><w:r><w:t>乙</w:t></w:r><w:moveTo><w:r><w:t>甲</w:t></w:r></w:moveTo></w:p>"
            ) == "乙甲")
        let box = "<w:txbxContent><w:p><w:r><w:t>盒</w:t></w:r></w:p></w:txbxContent>"
        let document = try extract(
            OfficeFile.docx(
                main: OfficeFile.document(
                    "<w:p><w:r><mc:AlternateContent><mc:Choice>\(box)</mc:Choice><mc:Fallback>\(box)</mc:Fallback></mc:AlternateContent><w:t>文</w:t></w:r></w:p>"
                )))
        #expect(document.text.string == "文")
        #expect(document.notices == [Notice(.textBoxesLeftOut)])
    }

    @Test("Tables keep their cells apart, one inside another too")
    func nestedTables() throws {
        func cell(_ content: String) -> String { "<w:tc>\(content)</w:tc>" }
        func paragraph(_ text: String) -> String { "<w:p><w:r><w:t>\(text)</w:t></w:r></w:p>" }
        let inner = "<w:tbl><w:tr>\(cell(paragraph("乙")))\(cell(paragraph("丙")))</w:tr></w:tbl>"
        let body =
            "<w:tbl><w:tr>\(cell(paragraph("甲")))\(cell(inner + "<w:p/>"))</w:tr><w:tr>\(cell("<w:p/>"))\(cell(paragraph("丁")))</w:tr></w:tbl>"
        let document = try extract(OfficeFile.docx(main: OfficeFile.document(body)))
        #expect(document.text.string == "甲\t乙\n丙\n\n\t丁")
        #expect(document.structure.rows.map { $0.cells.map { document.text[$0] } } == [["甲", "乙\n丙\n"], ["", "丁"]])
    }

    @Test("An encrypted document is told from an old one")
    func encrypted() throws {
        #expect(throws: DocumentProblem.encrypted) { try extract(OfficeFile.fixture("encrypted.docx")) }
        #expect(throws: DocumentProblem.encrypted) { try extract(OfficeFile.fixture("encrypted.docx"), ending: nil) }
        let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        #expect(throws: DocumentProblem.encrypted) { try extract(compound + [UInt8](repeating: 0, count: 512)) }
        let old = compound + "WordDocument".utf16.flatMap { [UInt8($0), 0] }
        #expect(throws: DocumentProblem.formatMismatch(declared: .wordDocument)) { try extract(old) }
    }

    @Test("Cut short anywhere, a document is damaged or no document, and never read in part")
    func truncated() throws {
        let whole = try OfficeFile.fixture("pandoc.docx")
        for length in stride(from: 1, to: whole.count, by: 97) {
            #expect(throws: DocumentProblem.self) { try extract(Array(whole[..<length])) }
        }
        #expect(throws: DocumentProblem.damaged(.archive)) { try extract(Array(whole[..<(whole.count / 2)])) }
        #expect(throws: DocumentProblem.damaged(.archive)) { try extract(Array(whole.dropLast(30))) }
    }

    @Test("Changed bytes are read or refused, never fatal")
    func corrupted() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let whole = try OfficeFile.fixture("tracked.docx")
        for _ in 0..<300 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            do { _ = try extract(bytes) } catch { #expect(error is DocumentProblem, "seed \(seed)") }
        }
    }

    @Test("What is no Word document inside is refused for what it lacks")
    func otherContent() throws {
        #expect(throws: DocumentProblem.formatMismatch(declared: .wordDocument)) { try extract(Array("no zip".utf8)) }
        #expect(throws: DocumentProblem.formatMismatch(declared: .wordDocument)) {
            try extract(OfficeFile.zip([("mimetype", "application/vnd.oasis.opendocument.text")]))
        }
        #expect(throws: DocumentProblem.unknownFormat) {
            try extract(OfficeFile.zip([("mimetype", "application/vnd.oasis.opendocument.text")]), ending: nil)
        }
        #expect(throws: DocumentProblem.damaged(.missingPart)) {
            try extract(OfficeFile.zip([("word/document.xml", OfficeFile.document(""))]))
        }
        #expect(throws: DocumentProblem.damaged(.missingPart)) {
            try extract(OfficeFile.zip([("_rels/.rels", OfficeFile.relationships), ("word/other.xml", "")]))
        }
        #expect(throws: DocumentProblem.formatMismatch(declared: .wordDocument)) {
            try extract(OfficeFile.docx(main: "<workbook/>"))
        }
        #expect(throws: DocumentProblem.noText) { try text("<w:p/>") }
        #expect(throws: DocumentProblem.damaged(.markup)) { try extract(OfficeFile.docx(main: "<w:document")) }
        #expect(throws: DocumentProblem.damaged(.markup)) { try text("<w:p><w:r><w:t>開</w:p>") }
    }

    @Test(
        "Document types and entities are refused",
        arguments: [
            "<!DOCTYPE w [<!ENTITY a \"ha\">]>", "<!DOCTYPE w>", "<!DOCTYPE w SYSTEM \"file:///etc/passwd\">",
            "<!DOCTYPE w [<!ENTITY a \"&b;&b;\"><!ENTITY b \"&a;\">]>",
            "<!DOCTYPE w [<!ENTITY a \"0123456789\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>",
            "<!DOCTYPE w [<!ENTITY a",
        ])
    func documentTypes(declaration: String) throws {
        let main = OfficeFile.document("<w:p><w:r><w:t>&c;&a;</w:t></w:r></w:p>", before: declaration)
        #expect(throws: DocumentProblem.unsafeMarkup) { try extract(OfficeFile.docx(main: main)) }
    }

    @Test("A bomb is refused while it is unpacked, by the limit it breaks first")
    func bombs() throws {
        let paragraph = Array("<w:p><w:r><w:t>好</w:t></w:r></w:p>".utf8)
        let start = Array(OfficeFile.document("").utf8.dropLast("</w:body></w:document>".utf8.count))
        let many = Array(repeating: paragraph, count: 10_000).flatMap { $0 }
        let bomb = try OfficeFile.zip([
            ("_rels/.rels", Array(OfficeFile.relationships.utf8), 1),
            ("word/document.xml", start + [UInt8](repeating: 0x20, count: 1_000_000), 1),
        ])
        #expect(throws: DocumentProblem.tooLargeInside(.ratio)) { try extract(bomb, limits: DocumentLimits(ratioFloor: 100_000)) }
        let large = try OfficeFile.zip([
            ("_rels/.rels", Array(OfficeFile.relationships.utf8), 1), ("word/document.xml", start + many, 1),
        ])
        #expect(throws: DocumentProblem.tooLargeInside(.entrySize)) {
            try extract(large, limits: DocumentLimits(entrySize: 100_000))
        }
        #expect(throws: DocumentProblem.tooLargeInside(.totalSize)) {
            try extract(large, limits: DocumentLimits(totalSize: 100_000))
        }
        #expect(throws: DocumentProblem.tooLargeInside(.textSize)) {
            try extract(large, limits: DocumentLimits(textSize: 10_000))
        }
        let crowd = try OfficeFile.zip((0..<6_000).map { ("word/\($0)", "") } + [("_rels/.rels", OfficeFile.relationships)])
        #expect(throws: DocumentProblem.tooLargeInside(.entries)) { try extract(crowd) }
    }

    @Test("500 MB packed into half a megabyte are refused with the limits as they are")
    func realBomb() throws {
        let blanks = [UInt8](repeating: 0x20, count: 1_000_000)
        let bomb = try OfficeFile.zip([
            ("_rels/.rels", Array(OfficeFile.relationships.utf8), 1), ("word/document.xml", blanks, 500),
        ])
        #expect(bomb.count < 1_000_000)
        #expect(throws: DocumentProblem.tooLargeInside(.ratio)) { try extract(bomb) }
    }
}
