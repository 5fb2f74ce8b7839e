import Coding
import Testing
import Transcripts

@Suite("Flags")
struct FlaggerTests {
    @Test("Chinese sentences", arguments: FlaggedSentence.chinese)
    func chinese(_ sentence: FlaggedSentence) { check(sentence) }

    @Test("English sentences", arguments: FlaggedSentence.english)
    func english(_ sentence: FlaggedSentence) { check(sentence) }

    @Test("the tables hold what they are for: sixty sentences a language, a third of them plain")
    func tables() {
        for table in [FlaggedSentence.chinese, FlaggedSentence.english] {
            #expect(table.count >= 60)
            #expect(table.filter(\.flags.isEmpty).count * 3 >= table.count)
            #expect(Set(table.map(\.marked)).count == table.count)
        }
    }

    @Test("full-width letters, case and blanks change nothing")
    func variants() {
        check(FlaggedSentence("ＷＥ ＤＯ ＮＯＴ [cooperate].", .negated))
        check(FlaggedSentence("我們 沒 有 [合作]。", .negated))
        check(FlaggedSentence("我們没有[合作]。", .negated))
    }

    @Test("a mark inside the evidence is the evidence's own")
    func ownMark() {
        check(FlaggedSentence("會長[不積極]。"))
        check(FlaggedSentence("我們[沒有][品牌]。"))
        check(FlaggedSentence("The leader is [not active]."))
    }

    @Test("an empty sentence has no flags")
    func empty() {
        let text = CanonicalText(canonical: [])
        #expect(Flagger.shared.flags(at: [], in: TextRange(0, 0), of: text).isEmpty)
    }

    private func check(_ sentence: FlaggedSentence) {
        let (words, stretches) = sentence.parts
        let text = CanonicalText(canonical: Array(words.utf8))
        let flags = Flagger.shared.flags(
            at: stretches.map { TextRange($0.lowerBound, $0.upperBound) }, in: TextRange(0, text.scalarCount), of: text)
        #expect(flags == sentence.flags, "\(sentence.marked)")
    }
}
