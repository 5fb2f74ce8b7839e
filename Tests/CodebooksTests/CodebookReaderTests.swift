import Codebooks
import SourceFiles
import Testing

@Suite("Codebook reader")
struct CodebookReaderTests {
    @Test("reads everything a codebook can say")
    func whole() throws {
        let document = try CodebookReader.read(Array(Self.whole.utf8))
        let codebook = document.codebook
        #expect(codebook.name == "example")
        #expect(codebook.version == 3)
        #expect(codebook.title == LocalizedText(zh: "範例", en: "Example"))
        #expect(codebook.summary[.english] == "A codebook for tests.")
        #expect(codebook.sha256.count == 64)
        #expect(codebook.codes.map(\.id) == ["engagement", "competition", "cooperation"])
        #expect(codebook.codes.map(\.parent) == [nil, "engagement", "engagement"])
        #expect(codebook.indicators == ["leader"])

        let code = try #require(codebook["competition"])
        #expect(code.name == LocalizedText(zh: "競爭", en: "Competition"))
        #expect(code.definition.en == "Members vie with each other.")
        #expect(code.include == LocalizedList(zh: ["搶客人"], en: ["fighting for customers"]))
        #expect(code.exclude == LocalizedList(zh: ["外部"], en: ["outsiders"]))
        #expect(code.examples.zh == ["我們會競爭。"])
        #expect(code.counterExamples.en == ["We share."])
        #expect(code.pole == Pole(duality: "competition-cooperation", opposite: "cooperation"))
        #expect(code.anchor == IndicatorAnchor(indicator: "leader", value: 0, subject: .members))
        #expect(code.note?.en == "Mind the difference.")

        let cues = code.cues
        #expect(cues.map(\.language) == [.chinese, .chinese, .chinese, .english])
        #expect(cues[0].phrases == [["競爭", "搶"]])
        #expect(cues[1].phrases == [["把"], ["當成", "視為"]])
        #expect(cues[1].isOrdered && cues[1].within == 8 && cues[1].unless == ["不是"] && !cues[1].isDenied)
        #expect(cues[1].written == "把 … 當成 | 視為, within 8, unless 不是")
        #expect(cues[2].isDenied && cues[2].phrases == [["會長", "理事長", "他"], ["積極"]])
        #expect(cues[2].written == "not <leader> | 他 + 積極")
        #expect(cues[3].phrases == [["compet*"], ["with each other"]])
        #expect(document.position(of: .code("competition")) == SourcePosition(line: 19, column: 9))
        #expect(document.position(of: .cue("competition", 0))?.line == 41)
        #expect(document.unusedWords.map(\.list) == ["idle"])
    }

    @Test("the digest is of the bytes, so that any change shows")
    func digest() throws {
        let codebook = try CodebookReader.read(Array(Self.whole.utf8)).codebook
        let changed = try CodebookReader.read(Array((Self.whole + "\n").utf8)).codebook
        #expect(codebook.sha256 != changed.sha256)
        #expect(codebook.sha256.allSatisfy { "0123456789abcdef".contains($0) })
    }

    @Test("each mistake is reported with its place and path", arguments: Mistake.all)
    func mistakes(_ mistake: Mistake) throws {
        let yaml = Self.whole.replacing(mistake.from, with: mistake.to, maxReplacements: 1)
        #expect(yaml != Self.whole)
        let error = try #require(throws: FileProblems.self) { try CodebookReader.read(Array(yaml.utf8)) }
        #expect(error.problems.map(\.kind) == [mistake.kind], "\(error)")
        #expect(error.problems.first?.position.line == mistake.line, "\(error)")
        #expect(error.problems.first?.path == mistake.path, "\(error)")
        #expect(error.problems.first?.message.contains(mistake.says) == true, "\(error)")
    }

    @Test("all problems at once, in the order of the file")
    func allAtOnce() throws {
        let yaml = Self.whole.replacing("version: 3", with: "version: none").replacing(
            "subject: members", with: "subject: nobody"
        )
        .replacing("        opposite: competition", with: "        opposite: nowhere")
        let error = try #require(throws: FileProblems.self) { try CodebookReader.read(Array(yaml.utf8)) }
        #expect(error.problems.map(\.kind) == [.wrongType, .badPole, .badAnchor, .badPole])
        #expect(error.description.split(separator: "\n").count == 4)
        let twice = Self.whole.replacing("indicators: [leader]", with: "indicators: [leader, Leader, leader]")
        let twiceError = try #require(throws: FileProblems.self) { try CodebookReader.read(Array(twice.utf8)) }
        #expect(twiceError.problems.map(\.kind) == [.badID, .duplicateID])
    }

    @Test("what is no YAML, too large or not UTF-8 is refused with one problem")
    func unreadable() throws {
        func problem(_ bytes: [UInt8]) throws -> FileProblem {
            let error = try #require(throws: FileProblems.self) { try CodebookReader.read(bytes) }
            #expect(error.problems.count == 1)
            return try #require(error.problems.first)
        }
        #expect(try problem([]).kind == .notYAML)
        #expect(try problem(Array("- a\n b: [".utf8)).kind == .notYAML)
        #expect(try problem(Array("- a\n b: [".utf8)).position.line == 2)
        #expect(try problem([0xA4, 0xA4, 0xA4, 0xE5]).kind == .notYAML)
        #expect(try problem(Array("a: \u{7}".utf8)).kind == .notYAML)
        #expect(try problem(Array(repeating: 0x20, count: YAMLFile.maximumBytes + 1)).kind == .tooLarge)
        #expect(try problem(Array("codebook: a\ncodebook: b\n".utf8)).kind == .duplicateKey)
        #expect(try problem(Array("just text".utf8)).kind == .wrongType)
        #expect(try problem(Array(String(repeating: "[", count: 100_000).utf8)).kind == .notYAML)
    }

    @Test("aliases, which can make a small file very large, are refused")
    func aliases() throws {
        let yaml = Self.whole.replacing("examples:\n          zh: [我們會競爭。]", with: "examples:\n          zh: &list [我們會競爭。]")
        let error = try #require(throws: FileProblems.self) { try CodebookReader.read(Array(yaml.utf8)) }
        #expect(error.problems.map(\.kind) == [.alias])
    }

    struct Mistake: CustomTestStringConvertible, Sendable {
        let from: String
        let to: String
        let kind: FileProblem.Kind
        let line: Int
        let path: String
        let says: String
        var testDescription: String { "\(from) → \(to)" }

        static let all: [Mistake] = [
            .init(from: "summary:", to: "sumary:", kind: .unknownKey, line: 4, path: "", says: "did you mean `summary`?"),
            .init(from: "version: 3", to: "version: 0", kind: .outOfRange, line: 2, path: "version", says: "1 or more"),
            .init(
                from: "codebook: example", to: "codebook: My Book", kind: .badID, line: 1, path: "codebook", says: "lower-case"),
            .init(
                from: "{zh: 競爭, en: Competition}", to: "{zh: 競爭}", kind: .missingTranslation, line: 20,
                path: "codes › engagement › competition › name", says: "`en` is missing"),
            .init(
                from: "zh: 成員之間較勁。", to: "zh:", kind: .emptyText, line: 22,
                path: "codes › engagement › competition › definition › zh", says: "found nothing"),
            .init(
                from: "id: cooperation", to: "id: competition", kind: .duplicateID, line: 50,
                path: "codes › engagement › competition › id", says: "taken"),
            .init(
                from: "value: 0", to: "value: 3", kind: .badAnchor, line: 35,
                path: "codes › engagement › competition › anchor › value", says: "0 (explicit contrary evidence)"),
            .init(
                from: "{indicator: leader,", to: "{indicator: brand,", kind: .badAnchor, line: 35,
                path: "codes › engagement › competition › anchor › indicator", says: "there are: leader"),
            .init(
                from: "  - 競爭 | 搶", to: "  - 競爭 + 搶 … 客人", kind: .badCue, line: 41,
                path: "codes › engagement › competition › cues › zh › 1", says: "do not go together"),
            .init(
                from: "  - 競爭 | 搶", to: "  - 競爭 |", kind: .badCue, line: 41,
                path: "codes › engagement › competition › cues › zh › 1", says: "a phrase is empty"),
            .init(
                from: "<leader> | 他", to: "<leaders> | 他", kind: .unknownWords, line: 45,
                path: "codes › engagement › competition › cues › zh › 3 › not", says: "no word list `<leaders>`"),
            .init(
                from: "compet*", to: "compet*ing", kind: .badCue, line: 47,
                path: "codes › engagement › competition › cues › en › 1", says: "a star ends a word"),
            .init(
                from: "within: 8", to: "within: -1", kind: .badCue, line: 43,
                path: "codes › engagement › competition › cues › zh › 2 › within", says: "0 to 1000"),
            .init(
                from: "within: 8", to: "within: 99999999999", kind: .badCue, line: 43,
                path: "codes › engagement › competition › cues › zh › 2 › within", says: "0 to 1000"),
            .init(
                from: "idle: 沒人用", to: "idle: 沒人用 | *", kind: .badCue, line: 9, path: "words › zh › idle", says: "no Latin letter"
            ),
            .init(
                from: "within: 8", to: "in: sentence", kind: .badCue, line: 43,
                path: "codes › engagement › competition › cues › zh › 2 › in", says: "expected `in: clause`"),
            .init(
                from: "- all: 把", to: "- any: 把", kind: .unknownKey, line: 42,
                path: "codes › engagement › competition › cues › zh › 2", says: "known here: all, not, within, in, unless"),
            .init(
                from: "      zh: [搶客人]", to: "      zh: 搶客人", kind: .wrongType, line: 25,
                path: "codes › engagement › competition › include › zh", says: "expected a list"),
        ]
    }

    private static let whole = """
        codebook: example
        version: 3
        title: {zh: 範例, en: Example}
        summary: {zh: 測試用的編碼簿。, en: A codebook for tests.}
        words:
          zh:
            leader: 會長 |
              理事長
            idle: 沒人用
          en:
            leader: chair
        indicators: [leader]
        codes:
          - id: engagement
            name: {zh: 相互投入, en: Mutual engagement}
            definition: {zh: 互動, en: Interaction}
            children:
              # Poles are measured apart.
              - id: competition
                name: {zh: 競爭, en: Competition}
                definition:
                  zh: 成員之間較勁。
                  en: Members vie with each other.
                include:
                  zh: [搶客人]
                  en: [fighting for customers]
                exclude:
                  zh: [外部]
                  en: [outsiders]
                examples:
                  zh: [我們會競爭。]
                  en: [We compete.]
                counter-examples: {zh: [我們分享。], en: [We share.]}
                pole: {duality: competition-cooperation, opposite: cooperation}
                anchor: {indicator: leader, value: 0, subject: members}
                note:
                  zh: 注意差別。
                  en: Mind the difference.
                cues:
                  zh:
                    - 競爭 | 搶
                    - all: 把 … 當成 | 視為
                      within: 8
                      unless: 不是
                    - not: <leader> | 他 + 積極
                  en:
                    - compet* + with each other


              - id: cooperation
                name: {zh: 合作, en: Cooperation}
                definition: {zh: 一起做事, en: Working together}
                pole:
                  duality: competition-cooperation
                  opposite: competition
                cues:
                  en: [<leader> + cooperat*]
        """
}
