import Codebooks
import TestSupport
@testable import Coding
import Testing

@Suite("Phrase finder")
struct PhraseFinderTests {
    @Test("every hit is its phrase after folding, and nothing is missed", arguments: SeededGenerator.seeds)
    func property(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "合", "作", "台", "臺", "羣", "群", "a", "B", "ab", "Ａ", "ｂ", "é", "É", "7", " ", "  ", "　", "\n", "-", "'", "’", "，", "。",
            "，a",
            "𪜶", "😀",
        ]
        for _ in 0..<60 {
            var written: [String] = []
            while written.count < 12 {
                let phrase = random.text(
                    of: ["合", "作", "台", "群", "a", "b", "ab", "a*", "b* ", " ", "7", "-", "é"], counts: 1...4)
                if (try? Phrase(phrase)) != nil, !written.contains(phrase) { written.append(phrase) }
            }
            let text = random.text(of: pieces, counts: 1...40)
            #expect(try found(written, in: text) == expected(written, in: text), "\(written) in “\(text)”")
        }
    }

    @Test("Latin phrases match whole words, a star any ending")
    func words() throws {
        #expect(try found(["meet"], in: "We meet; meetings and meetMeet.") == ["meet@3-7"])
        #expect(try found(["meet*"], in: "Meet, meeting, re-meet, unmeet") == ["meet*@0-4", "meet*@18-22", "meet*@6-13"])
        #expect(
            try found(["regular* meeting*"], in: "regularly meeting, regular, meetings")
                == ["regular* meeting*@0-17"])
        #expect(try found(["pass* on to"], in: "He passed on to us") == ["pass* on to@3-15"])
    }

    @Test("blanks separate words and are otherwise ignored")
    func blanks() throws {
        #expect(try found(["數位轉型"], in: "數位\n  轉型") == ["數位轉型@0-7"])
        #expect(try found(["LINE群組"], in: "用 LINE 群組") == ["LINE群組@2-9"])
        #expect(try found(["joint marketing"], in: "joint\u{A0} marketing") == ["joint marketing@0-16"])
        #expect(try found(["a b"], in: "ab") == [])
    }

    @Test("a whole word of another script is still a word")
    func scripts() throws {
        #expect(try found(["line"], in: "用line聯絡，online") == ["line@1-5"])
    }

    /// Phrase and place of each hit, sorted.
    private func found(_ written: [String], in text: String) throws -> [String] {
        var phrases = PhraseSet()
        let numbers = try written.map { try phrases.number(of: Phrase($0)) }
        let buffer = SentenceBuffer()
        let bytes = Array(text.utf8)
        bytes.withUnsafeBufferPointer { bytes in
            PhraseFinder(phrases).withSearch { search in
                let end = search.run(bytes, from: 0, scalars: 0, to: text.unicodeScalars.count, into: buffer)
                #expect(end == bytes.count)
            }
        }
        return written.indices.flatMap { index in
            buffer.hits.filter { $0.phrase == Int32(numbers[index]) }.map { hit in
                "\(written[index])@\(buffer.tokens[Int(hit.start)].start)-\(buffer.tokens[Int(hit.end) - 1].end)"
            }
        }.sorted()
    }

    /// The same by definition: cut the text into words, compare word by word.
    private func expected(_ written: [String], in text: String) -> [String] {
        let words = Word.words(of: text)
        return written.flatMap { phrase in
            let wanted = Word.words(of: phrase.replacing("*", with: "")), starred = Self.stars(of: phrase)
            return words.indices.compactMap { start -> String? in
                guard start + wanted.count <= words.count else { return nil }
                for (offset, word) in wanted.enumerated() {
                    let actual = words[start + offset].folded
                    let matches =
                        starred.contains(offset)
                        ? actual.hasPrefix(word.folded) && words[start + offset].isLatin : actual == word.folded
                    if !matches { return nil }
                }
                return "\(phrase)@\(words[start].start)-\(words[start + wanted.count - 1].end)"
            }
        }.sorted()
    }

    /// Which words of a phrase end in a star.
    private static func stars(of phrase: String) -> Set<Int> {
        var stars: Set<Int> = []
        for (index, character) in phrase.enumerated() where character == "*" {
            stars.insert(Word.words(of: String(phrase.prefix(index)).replacing("*", with: "")).count - 1)
        }
        return stars
    }

    private struct Word {
        var folded: String
        var start: Int
        var end: Int
        var isLatin: Bool

        static func words(of text: String) -> [Word] {
            var words: [Word] = []
            for (place, scalar) in text.unicodeScalars.enumerated() {
                let folded = Folding.fold(scalar)
                if Folding.isBlank(folded) { continue }
                let isLatin = Folding.isWordPart(folded)
                if isLatin, let last = words.last, last.isLatin, last.end == place {
                    words[words.count - 1].folded.unicodeScalars.append(folded)
                    words[words.count - 1].end = place + 1
                } else {
                    words.append(Word(folded: String(folded), start: place, end: place + 1, isLatin: isLatin))
                }
            }
            return words
        }
    }
}
