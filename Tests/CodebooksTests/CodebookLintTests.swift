import Codebooks
import SourceFiles
import Testing

@Suite("Codebook lint")
struct CodebookLintTests {
    @Test("a clean codebook has no warnings")
    func clean() throws {
        #expect(try warnings(a: "合作", b: "競爭") == [])
    }

    @Test("cues of two codes, whatever the order in which they are written")
    func shared() throws {
        #expect(
            try warnings(a: "一起 | 共同 + 行銷", b: "行銷 + 共同 | 一起") == ["shared-cue b: the cue `行銷 + 共同 | 一起` is also a cue of `a`"])
        #expect(try warnings(a: "台灣", b: "臺灣").map { $0.prefix(10) } == ["shared-cue"])
    }

    @Test("cues that add nothing")
    func redundant() throws {
        let found = try warnings(a: "合作", "合作夥伴 | 一起合作", b: "競爭")
        #expect(found == ["redundant-cue a: the cue `合作夥伴 | 一起合作` is found only where `合作` is found too; drop one"])
        #expect(try warnings(a: "合作", "合作 + 夥伴", b: "競爭").count == 1)
        #expect(try warnings(a: "合作", "合作", b: "競爭").count == 1)
        #expect(try warnings(a: "meet", "meeting", b: "競爭").isEmpty)
    }

    @Test("cues that are never set off")
    func unreachable() throws {
        #expect(try warnings(a: "{all: 傳統市場, unless: 市場}", b: "競爭").map { $0.prefix(15) } == ["unreachable-cue"])
        #expect(try warnings(a: "{all: 傳統市場 | 傳統, unless: 市場}", b: "競爭").isEmpty)
    }

    @Test("names, word lists, languages, anchors and notes")
    func others() throws {
        let yaml = """
            codebook: small
            version: 1
            title: {zh: 小, en: Small}
            summary: {zh: 小, en: Small}
            words:
              zh: {idle: 沒人用}
            indicators: [brand]
            codes:
              - id: a
                name: {zh: 台灣, en: Same}
                definition: {zh: 甲, en: A}
                anchor: {indicator: brand, value: 2, subject: members}
                note: {zh: 注意, en: Mind}
                cues: {zh: [品牌]}
              - id: b
                name: {zh: 臺灣, en: Other}
                definition: {zh: 乙, en: B}
            """
        let warnings = CodebookLint.warnings(for: try CodebookReader.read(Array(yaml.utf8)))
        #expect(warnings.map(\.kind) == [.unusedWords, .note, .oneLanguage, .duplicateName, .anchorGap, .anchorGap])
        #expect(warnings.map { $0.position?.line } == [6, 9, 9, 15, nil, nil])
        #expect(warnings[1].message == "注意 / Mind")
    }

    private func warnings(a: String..., b: String) throws -> [String] {
        let lines = a.map { "        - \($0)" }.joined(separator: "\n")
        let yaml = """
            codebook: small
            version: 1
            title: {zh: 小, en: Small}
            summary: {zh: 小, en: Small}
            codes:
              - id: a
                name: {zh: 甲, en: A}
                definition: {zh: 甲, en: A}
                cues:
                  zh:
            \(lines)
                  en: [alpha]
              - id: b
                name: {zh: 乙, en: B}
                definition: {zh: 乙, en: B}
                cues:
                  zh:
                    - \(b)
                  en: [beta]
            """
        return CodebookLint.warnings(for: try CodebookReader.read(Array(yaml.utf8))).map {
            "\($0.kind.rawValue) \($0.code ?? ""): \($0.message)"
        }
    }
}
