import Codebooks
import Testing

@Suite("Phrases")
struct PhraseTests {
    @Test("a phrase is its shadow, cut where a star leaves a word open")
    func fragments() throws {
        #expect(try Phrase("LINE 群組").fragments == [" line 群組"])
        #expect(try Phrase("meet*").fragments == [" meet"])
        #expect(try Phrase("regular* meeting*").fragments == [" regular", " meeting"])
        #expect(try Phrase("set* up").fragments == [" set", " up "])
    }

    @Test("words are counted, a Chinese character being one")
    func words() {
        #expect(Phrase.wordCount(ofShadow: " line 群組") == 3)
        #expect(Phrase.wordCount(ofShadow: " joint marketing ") == 2)
        #expect(Phrase.wordCount(ofShadow: " regular") == 1)
    }

    @Test("what cannot be sought is refused")
    func mistakes() {
        #expect(throws: Phrase.Mistake.empty) { try Phrase("") }
        #expect(throws: Phrase.Mistake.empty) { try Phrase(" ，") }
        #expect(throws: Phrase.Mistake.starAfterNoLetter) { try Phrase("*") }
        #expect(throws: Phrase.Mistake.starAfterNoLetter) { try Phrase("開會*") }
        #expect(throws: Phrase.Mistake.starInsideWord) { try Phrase("meet*ing") }
    }
}
