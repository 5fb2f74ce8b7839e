import Codebooks
import Coding
import Testing
import Transcripts

@Suite("Rule coder")
struct RuleCoderTests {
    @Test("a sentence with a cue is coded, word for word")
    func evidence() throws {
        let leader = ParticipantCode(cluster: ClusterCode(region: "Q", number: 1), role: "L")
        let speech = Speech([
            .init(role: .participant, sentences: ["早安。", "  我們一起合作，賣得很好。 "], participant: leader)
        ])
        let found = try suggestions(["cooperation": "合作"], speech)
        let suggestion = try #require(found.first)
        #expect(found.count == 1)
        #expect(suggestion.code == "cooperation")
        #expect(suggestion.segment == 1)
        #expect(suggestion.quotation == "我們一起合作，賣得很好。")
        #expect(suggestion.evidence == TextRange(5, 17))
        #expect(suggestion.participant == leader)
        #expect(suggestion.flags == [])
        #expect(suggestion.hits == [CueHit(cue: 0, ranges: [TextRange(9, 11)])])
        #expect(suggestion.trust == 0.6)
    }

    @Test("an interviewer is never coded, a leading question creates nothing")
    func interviewer() throws {
        let speech = Speech([
            .init(role: .interviewer, sentences: ["所以你們都會合作嗎？", "大家合作得很好吧。"]),
            .init(role: .participant, sentences: ["嗯，還好。"]),
        ])
        #expect(try suggestions(["cooperation": "合作"], speech).isEmpty)
    }

    @Test("participants, unknown speakers and authors are coded", arguments: [SpeakerRole.participant, .unknown, .author])
    func others(role: SpeakerRole) throws {
        #expect(try suggestions(["cooperation": "合作"], Speech("店家合作。", by: role)).count == 1)
    }

    @Test("what the interviewer says inside a turn is not coded, and does not deny")
    func asides() throws {
        let inside = Speech([.init(role: .participant, sentences: ["是啊〔訪：你們有合作〕還不錯。"], asides: ["〔訪：你們有合作〕"])])
        #expect(try suggestions(["cooperation": "合作"], inside).isEmpty)

        let around = Speech([.init(role: .participant, sentences: ["我們〔訪：沒有嗎〕一直合作。"], asides: ["〔訪：沒有嗎〕"])])
        let suggestion = try #require(try suggestions(["cooperation": "合作"], around).first)
        #expect(suggestion.flags == [])
        #expect(suggestion.quotation == "我們〔訪：沒有嗎〕一直合作。")
    }

    @Test("suggestions come in the order of sentence, then code; one for each")
    func order() throws {
        let found = try suggestions(
            ["b": "合作\n一起", "a": "分享"], Speech("我們分享，一起合作，合作愉快。", "沒什麼。", "分享。"))
        #expect(found.map { "\($0.segment) \($0.code)" } == ["0 b", "0 a", "2 a"])
        #expect(found[0].hits.map(\.cue) == [0, 1])
    }

    @Test("all of the phrases must stand in one sentence")
    func together() throws {
        let cues: KeyValuePairs = ["meets": "定期 | 每個月 + 開會 | 聚會"]
        #expect(try suggestions(cues, Speech("我們每個月都會聚會。")).count == 1)
        #expect(try suggestions(cues, Speech("開會是定期的。")).count == 1)
        #expect(try suggestions(cues, Speech("我們每個月", "都會聚會。")).isEmpty)
    }

    @Test("an ordered cue wants its order, a near one its distance")
    func conditions() throws {
        #expect(try suggestions(["a": "當成 … 業績"], Speech("當成公司業績。")).count == 1)
        #expect(try suggestions(["a": "當成 … 業績"], Speech("業績被當成功勞。")).isEmpty)
        #expect(try suggestions(["a": "{all: 定期 + 開會, within: 2}"], Speech("定期都有開會。")).count == 1)
        #expect(try suggestions(["a": "{all: 定期 + 開會, within: 1}"], Speech("定期都有開會。")).isEmpty)
        #expect(try suggestions(["a": "{all: 定期 + 開會, within: 1}"], Speech("定期說明跟定期開會。")).count == 1)
        #expect(try suggestions(["a": "{all: we + shop, within: 2}"], Speech("We have a shop.")).count == 1)
    }

    @Test("a cue in one clause is not found across a comma or a contrast")
    func clauses() throws {
        let cues: KeyValuePairs = ["a": "{all: 管理 | management + 缺乏 | lack, in: clause}"]
        #expect(try suggestions(cues, Speech("成員缺乏管理能力。")).count == 1)
        #expect(try suggestions(cues, Speech("管理很好，缺乏動力。")).isEmpty)
        #expect(try suggestions(cues, Speech("管理很好但缺乏動力。")).isEmpty)
        #expect(try suggestions(cues, Speech("They are good at management but lack drive.")).isEmpty)
        #expect(try suggestions(cues, Speech("因為缺乏錢所以管理不起來。")).count == 1)
    }

    @Test("phrases of one cue do not share words")
    func overlap() throws {
        #expect(try suggestions(["a": "會長 + 會"], Speech("會長。")).isEmpty)
        #expect(try suggestions(["a": "會長 + 會"], Speech("會長會。")).count == 1)
    }

    @Test("an exception switches a cue off for the sentence")
    func exception() throws {
        let cues: KeyValuePairs = ["a": "{all: 傳統, unless: 傳統市場}"]
        #expect(try suggestions(cues, Speech("這是傳統。")).count == 1)
        #expect(try suggestions(cues, Speech("傳統都在傳統市場。")).isEmpty)
    }

    @Test("a denied cue wants the denial and then carries no flag for it")
    func denied() throws {
        let cues: KeyValuePairs = ["passive": "not: 會長 … 積極", "active": "會長 … 積極"]
        let denied = try suggestions(cues, Speech("會長不太積極。"))
        #expect(denied.map(\.code) == ["passive", "active"])
        #expect(denied.map(\.flags) == [[], [.negated]])
        #expect(try suggestions(cues, Speech("會長很積極。")).map(\.code) == ["active"])
        let perhaps = try #require(try suggestions(cues, Speech("會長可能不太積極。")).first)
        #expect(perhaps.flags == [.hedged])
    }

    @Test("of several places the plainest counts")
    func plainest() throws {
        let suggestion = try #require(try suggestions(["a": "合作"], Speech("以前沒有合作，現在常常合作。")).first)
        #expect(suggestion.flags == [])
        #expect(suggestion.hits[0].ranges == [TextRange(11, 13)])
        let pair = try #require(try suggestions(["a": "大家 + 合作"], Speech("大家以前不合作，現在合作。")).first)
        #expect(pair.flags == [])
    }

    @Test("trust grows with cues and shrinks with flags")
    func trust() throws {
        func trust(_ sentence: String) throws -> Double {
            try #require(try suggestions(["a": "合作\n一起\n大家"], Speech(sentence)).first).trust
        }
        #expect(try trust("合作。") < trust("一起合作。"))
        #expect(try trust("一起合作。") < trust("大家一起合作。"))
        #expect(try trust("可能合作。") < trust("合作。"))
        #expect(try trust("沒有合作。") < trust("可能合作。"))
        #expect(try trust("可能沒有合作。") < trust("沒有合作。"))
    }

    @Test("a sentence of thousands of hits is coded in bounded work")
    func flood() throws {
        let sentence = String(repeating: "大家一起合作", count: 3000)
        #expect(try suggestions(["a": "大家 … 一起 … 合作 … 大家 … 一起 … 合作"], Speech(sentence)).count == 1)
    }

    private func suggestions(_ cues: KeyValuePairs<String, String>, _ speech: Speech) throws -> [Suggestion] {
        try RuleCoder(codebook: .small(cues)).suggestions(for: speech.transcript)
    }
}
