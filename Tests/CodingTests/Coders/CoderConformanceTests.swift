import Codebooks
import Coding
import SourceFiles
import TestSupport
import Testing
import Transcripts

/// What every coder of the catalog owes its callers.
@Suite("Coder conformance")
struct CoderConformanceTests {
    static let codebooks = CodebookLibrary.entries.compactMap { try? $0.read().codebook }
    static let cases = CoderCatalog.coders.flatMap { type in codebooks.map { Case(coder: type.init(codebook: $0), codebook: $0) }
    }

    @Test("every shipped codebook is tried")
    func shipped() {
        #expect(Self.codebooks.map(\.name) == CodebookLibrary.entries.map(\.name))
    }

    @Test("names in the catalog are unique and found again")
    func names() {
        let names = CoderCatalog.coders.map { $0.name }
        #expect(names == ["rules"])
        for name in names { #expect(CoderCatalog.coder(named: name)?.name == name) }
        #expect(CoderCatalog.coder(named: "no such coder") == nil)
    }

    @Test("same input, same output", arguments: cases)
    func deterministic(_ test: Case) throws {
        let transcript = Self.speech(seed: 1).transcript
        let first = test.coder.suggestions(for: transcript)
        #expect(!first.isEmpty)
        #expect(test.coder.suggestions(for: transcript) == first)
        #expect(type(of: test.coder).init(codebook: test.codebook).suggestions(for: transcript) == first)
    }

    @Test("nothing in, nothing out", arguments: cases)
    func empty(_ test: Case) throws {
        let coder = test.coder
        #expect(coder.suggestions(for: Transcript(text: CanonicalText(canonical: []), turns: [], segments: [])).isEmpty)
        #expect(coder.suggestions(for: Speech("", " ", "\n", "。").transcript).isEmpty)
    }

    @Test("evidence lies in its sentence, word for word, and hits in the evidence", arguments: cases, SeededGenerator.seeds)
    func offsets(_ test: Case, seed: UInt64) throws {
        let transcript = Self.speech(seed: seed).transcript
        let suggestions = test.coder.suggestions(for: transcript)
        try EvidenceVerifier.check(suggestions, in: transcript)
        for suggestion in suggestions {
            let verdict = EvidenceVerifier.verify(suggestion.quotation, near: suggestion.evidence, in: transcript.text)
            #expect(verdict == .exact(suggestion.evidence))
            #expect(suggestion.hits.allSatisfy { $0.ranges.allSatisfy(suggestion.evidence.contains) })
            #expect((0...1).contains(suggestion.trust))
            #expect(transcript.turns[transcript.segments[suggestion.segment].turn].role != .interviewer)
        }
        let codes = test.codebook.codes.map(\.id)
        let places = try suggestions.map { [$0.segment, try #require(codes.firstIndex(of: $0.code))] }
        #expect(places == places.sorted { $0.lexicographicallyPrecedes($1) })
        #expect(Set(places).count == places.count, "one suggestion for each sentence and code")
    }

    @Test("what was coded before makes no difference", arguments: cases)
    func order(_ test: Case) throws {
        let coder = test.coder
        let transcripts = (1...4).map { Self.speech(seed: $0).transcript }
        let forward = transcripts.map { coder.suggestions(for: $0) }
        let backward = Array(transcripts.reversed().map { coder.suggestions(for: $0) }.reversed())
        #expect(forward == backward)
    }

    @Test("a sentence is coded alike alone and among others", arguments: cases, SeededGenerator.seeds)
    func subsets(_ test: Case, seed: UInt64) throws {
        let coder = test.coder
        let whole = Self.speech(seed: seed).transcript
        let all = coder.suggestions(for: whole)
        for segment in whole.segments {
            let alone = Transcript(text: whole.text, turns: whole.turns, segments: [segment])
            #expect(coder.suggestions(for: alone) == all.filter { $0.segment == segment.index })
        }
    }

    @Test("several at a time make no difference", arguments: cases)
    func concurrent(_ test: Case) async throws {
        let coder = test.coder
        let transcript = Self.speech(seed: 7).transcript
        let expected = coder.suggestions(for: transcript)
        await withTaskGroup(of: [Suggestion].self) { group in
            for _ in 0..<8 { group.addTask { coder.suggestions(for: transcript) } }
            for await suggestions in group { #expect(suggestions == expected) }
        }
    }

    /// A coder of the catalog with a shipped codebook, built once.
    struct Case: CustomTestStringConvertible, Sendable {
        let coder: any Coder
        let codebook: Codebook

        var testDescription: String { "\(type(of: coder).name) with \(codebook.name)" }
    }

    /// Turns of all roles, with examples of the shipped codebooks between other talk.
    private static func speech(seed: UInt64) -> Speech {
        var random = SeededGenerator(seed: seed)
        let examples = codebooks.flatMap(\.codes).flatMap {
            $0.examples.zh + $0.examples.en + $0.counterExamples.zh + $0.counterExamples.en
        }
        let others = ["嗯。", "　對啊，就是這樣。 ", "Well, yes. ", "𪜶講的😀。", "Ａｂｃ：臺灣。", "\n"]
        return Speech(
            (0..<8).map { _ in
                Speech.Turn(
                    role: random.pick(SpeakerRole.allCases),
                    sentences: (0..<6).map { _ in Bool.random(using: &random) ? random.pick(examples) : random.pick(others) })
            })
    }
}
