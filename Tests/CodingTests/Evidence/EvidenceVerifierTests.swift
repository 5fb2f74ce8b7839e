import Coding
import TestSupport
import Testing
import Transcripts

@Suite("Evidence verifier")
struct EvidenceVerifierTests {
    private let text = CanonicalText(canonical: Array("我們一起合作。臺灣的店家　都會分享 LINE 群組。我們一起合作。".utf8))

    @Test("word for word, in its place or nearest to it")
    func exact() {
        #expect(verify("我們一起合作。", 0, 7) == .exact(TextRange(0, 7)))
        #expect(verify("我們一起合作。", 2, 9) == .exact(TextRange(0, 7)))
        #expect(verify("我們一起合作。", 25, 32) == .exact(TextRange(26, 33)))
    }

    @Test("but for case, width, variants and blanks")
    func normalised() {
        #expect(verify("台灣的店家都會分享line群組", 7, 20) == .normalised(TextRange(7, 25)))
        #expect(verify("ＬＩＮＥ", 0, 0) == .normalised(TextRange(18, 22)))
    }

    @Test("with slips, each shown")
    func near() {
        let slip = EvidenceVerifier.Difference(at: TextRange(4, 5), quoted: "工", found: "合")
        #expect(verify("我們一起工作。台灣的店家", 0, 12) == .near(TextRange(0, 12), [slip]))
        let left = EvidenceVerifier.Difference(at: TextRange(10, 10), quoted: "小", found: "")
        #expect(verify("一起合作。臺灣的小店家都會", 2, 14) == .near(TextRange(2, 15), [left]))
        let more = EvidenceVerifier.Difference(at: TextRange(9, 10), quoted: "", found: "的")
        #expect(verify("一起合作。臺灣店家都會", 2, 14) == .near(TextRange(2, 15), [more]))
    }

    @Test("too many slips, or nothing at all, is not found")
    func notFound() {
        #expect(verify("我們各自競爭。", 0, 7) == .notFound)
        #expect(verify("", 0, 0) == .notFound)
        #expect(verify(" ", 3, 4) == .notFound)
    }

    @Test("places outside the text do no harm")
    func outside() {
        #expect(verify("我們一起合作。", 900, 907) == .exact(TextRange(26, 33)))
        #expect(verify("完全不同的句子沒有出現", 900, 907) == .notFound)
        let empty = CanonicalText(canonical: [])
        #expect(EvidenceVerifier.verify("合作", near: TextRange(0, 2), in: empty) == .notFound)
    }

    @Test("slips made at random are found again", arguments: SeededGenerator.seeds)
    func random(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let letters = Array("天地玄黃宇宙洪荒日月盈昃辰宿列張寒來暑往秋收冬藏閏餘成歲律呂調陽雲騰致雨露結為霜".unicodeScalars)
        let source = String(String.UnicodeScalarView((0..<300).map { _ in letters.randomElement(using: &random)! }))
        let text = CanonicalText(canonical: Array(source.utf8))
        for _ in 0..<10 {
            let start = Int.random(in: 0..<250, using: &random)
            let range = TextRange(start, start + 40)
            #expect(EvidenceVerifier.verify(text[range], near: TextRange(0, 1), in: text) == .exact(range))
            var slipped = Array(text[range].unicodeScalars)
            slipped[20] = "貓"
            let verdict = EvidenceVerifier.verify(String(String.UnicodeScalarView(slipped)), near: range, in: text)
            guard case .near(let found, let differences) = verdict else {
                Issue.record("expected a near quotation, found \(verdict)")
                continue
            }
            #expect(found == range)
            #expect(differences.map(\.quoted) == ["貓"])
            #expect(differences.map(\.at) == [TextRange(start + 20, start + 21)])
        }
    }

    @Test("a machine's evidence is in its segment to the letter, or its run is refused")
    func machine() throws {
        let transcript = Speech("我們一起合作。", "大家分享。").transcript
        func suggestion(_ segment: Int, _ start: Int, _ end: Int, _ quotation: String) -> Suggestion {
            Suggestion(
                code: "cooperation", segment: segment, evidence: TextRange(start, end), quotation: quotation, participant: nil,
                flags: [],
                hits: [], trust: 0.5)
        }
        try EvidenceVerifier.check([suggestion(0, 0, 7, "我們一起合作。"), suggestion(1, 7, 12, "大家分享。")], in: transcript)
        let wrong = [
            suggestion(0, 0, 7, "我們一起工作。"), suggestion(0, 7, 12, "大家分享。"), suggestion(2, 7, 12, "大家分享。"),
            suggestion(0, 3, 3, ""), suggestion(1, 7, 900, "大家分享。"),
        ]
        for wrong in wrong {
            #expect(throws: EvidenceError(code: "cooperation", segment: wrong.segment)) {
                try EvidenceVerifier.check([wrong], in: transcript)
            }
        }
    }

    private func verify(_ quotation: String, _ start: Int, _ end: Int) -> EvidenceVerifier.Verdict {
        EvidenceVerifier.verify(quotation, near: TextRange(start, end), in: text)
    }
}
