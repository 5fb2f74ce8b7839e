import Foundation
import Testing

@testable import Transcripts

@Suite("Recognising formats")
struct FormatCatalogTests {
    private let srt = "1\n00:00:01,000 --> 00:00:02,000\nhello\n"
    private let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nhello\n"

    private func format(_ text: String, _ ending: String?) throws -> DocumentFormat {
        try FormatCatalog.read(Array(text.utf8), ending: ending).format
    }

    @Test("A mark in the content decides, else the name, else it is plain text")
    func recognises() throws {
        #expect(try format("hello", "txt") == .plainText)
        #expect(try format("hello", "MD") == .markdown)
        #expect(try format("hello", nil) == .plainText)
        #expect(try format("hello", "") == .plainText)
        #expect(try format(srt, nil) == .subRip)
        #expect(try format(vtt, nil) == .webVTT)
        #expect(try format(srt, "txt") == .subRip)
        #expect(try format(vtt, "vtt") == .webVTT)
    }

    @Test("A name that promises what the content is not is refused")
    func mismatch() {
        #expect(throws: DocumentProblem.formatMismatch(declared: .subRip)) { try format("hello", "srt") }
        #expect(throws: DocumentProblem.formatMismatch(declared: .webVTT)) { try format(srt, "vtt") }
        #expect(throws: DocumentProblem.formatMismatch(declared: .plainText)) { try format("%PDF-1.7\n", "txt") }
    }

    @Test("Unknown formats are refused and the known ones listed")
    func unknown() {
        #expect(throws: DocumentProblem.unknownFormat) { try format("a;b", "csv") }
        #expect(throws: DocumentProblem.unknownFormat) { try format("%PDF-1.7\n", nil) }
        #expect(DocumentProblem.unknownFormat.message.en.contains(FormatCatalog.knownEndings))
        #expect(FormatCatalog.knownEndings == ".docx, .vtt, .srt, .txt, .text, .md, .markdown")
    }

    @Test("Every format has one reader, every ending one format")
    func catalog() {
        #expect(Set(FormatCatalog.readers.map { $0.format }) == Set(DocumentFormat.allCases))
        let endings = FormatCatalog.readers.flatMap { $0.endings }
        #expect(Set(endings).count == endings.count)
    }

    @Test("Nothing, too much and no words are refused")
    func sizes() {
        #expect(throws: DocumentProblem.empty) { try format("", "txt") }
        #expect(throws: DocumentProblem.noText) { try format(" \n\u{3000}\n", "txt") }
        #expect(throws: DocumentProblem.noText) { try format("WEBVTT\n\nNOTE nothing\n", "vtt") }
        #expect(throws: DocumentProblem.tooLarge(limit: 10)) {
            try FormatCatalog.read(
                Array("hello, hello".utf8), as: ExtractionRequest(ending: "txt", limits: DocumentLimits(fileSize: 10)))
        }
    }

    @Test("An extracted document survives coding, and coding is deterministic")
    func codable() throws {
        let document = try FormatCatalog.read(
            Array(vtt.replacing("hello", with: "<v Q1L>caf\u{65}\u{301}\r\n好").utf8), ending: "vtt")
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(document)
        #expect(try JSONDecoder().decode(ExtractedDocument.self, from: data) == document)
        #expect(try encoder.encode(document) == data)
    }

    @Test("A document that was tampered with on the way is not decoded")
    func untrusted() throws {
        func decodes(text: String = "ab\\ncd", anchors: String = "0,0", cues: String = "") -> Bool {
            let json = """
                {"format":"txt","notices":[],"source":{"anchors":[\(anchors)],"unit":"utf-8"},"text":"\(text)",
                "structure":{"softBreaks":[2],"cues":[\(cues)],"rows":[]}}
                """
            return (try? JSONDecoder().decode(ExtractedDocument.self, from: Data(json.utf8))) != nil
        }
        func cue(_ start: Int, _ end: Int, _ more: String = "") -> String {
            #"{"content":{"start":\#(start),"end":\#(end)},"startsAt":0\#(more)}"#
        }
        #expect(decodes())
        for text in ["abcd", "ab\\r\\ncd", "ab\\ne\u{301}", "ab\\n\\u0000"] { #expect(!decodes(text: text)) }
        for anchors in ["0", "6,0", "-1,0", "1,5,0,6", "0,5,1,4"] { #expect(!decodes(anchors: anchors)) }
        #expect(decodes(cues: cue(3, 5)))
        for cues in [cue(3, 6), cue(-1, 2), cue(4, 3), cue(0, 1, #","voice":{"start":2,"end":3}"#)] {
            #expect(!decodes(cues: cues))
        }
    }

    @Test("Every problem has a stable code, and a message and advice in both languages that say nothing of the document")
    func problems() throws {
        let problems: [DocumentProblem] =
            [
                .empty, .tooLarge(limit: 50_000_000), .unknownFormat, .formatMismatch(declared: .wordDocument),
                .notText(offset: 7),
                .invalidEncoding(.big5, offset: 7), .invalidEncoding(nil, offset: 7), .encrypted, .unsafeMarkup, .noText,
            ] + DocumentProblem.Damage.allCases.map { .damaged($0) }
            + DocumentProblem.InnerLimit.allCases.map { .tooLargeInside($0) }
        for problem in problems {
            #expect(problem.code.hasPrefix("document."))
            for text in [problem.message, problem.advice] { #expect(!text.zh.isEmpty && !text.en.isEmpty) }
        }
        for problem in problems {
            #expect(try JSONDecoder().decode(DocumentProblem.self, from: JSONEncoder().encode(problem)) == problem)
        }
        #expect(
            String(decoding: try JSONEncoder().encode(DocumentProblem.damaged(.markup)), as: UTF8.self)
                == #"{"damaged":{"reason":"markup"}}"#)
        #expect(DocumentProblem.tooLarge(limit: 50_000_000).message.en == "The file is larger than the limit of 50 MB.")
        #expect(DocumentProblem.invalidEncoding(.big5, offset: 7).message.en.contains("byte 7"))
    }

    @Test("Every notice says something in both languages", arguments: NoticeCode.allCases)
    func notices(code: NoticeCode) {
        #expect(!code.message.zh.isEmpty && !code.message.en.isEmpty)
    }
}
