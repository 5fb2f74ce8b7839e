import Testing

@testable import Transcripts

@Suite("Speaker labels")
struct SpeakerLabelTests {
    @Test(
        "Who is speaking is told in the ways interviewers write it",
        arguments: [
            ("訪談者：怎麼開始的？\nQ1L：大家一起。", "interviewer", "Q1L"),
            ("I: How did it start?\nMs. P1L: Together.", "interviewer", "P1L"),
            ("訪：怎麼開始的？\n受：大家一起。", "interviewer", "participant"),
            ("問：怎麼開始的？\n答：大家一起。", "interviewer", "participant"),
            ("Q：怎麼開始的？\nA：大家一起。", "interviewer", "participant"),
            ("Q: How?\nA: Together.", "interviewer", "participant"),
            ("Ｑ１Ｓ：一\nＱ１Ｌ：二", "Q1S", "Q1L"),
            ("Interviewer: How?\nRespondent 2: Together.", "interviewer", "participant"),
            ("訪談者A：怎麼開始的？\n受訪者A：大家一起。", "interviewer", "participant"),
            ("[00:12:31] I: How?\n[00:12:40] Ms. P1L: Together.", "interviewer", "P1L"),
            ("（12：31）訪談者：如何？\n（12：40）Q1L：一起。", "interviewer", "Q1L"),
            ("Q1S [00:12]: one\nQ1L [00:15]: two", "Q1S", "Q1L"),
            ("00:12:31\nI: How?\n00:12:40\nQ1L: Together.", "interviewer", "Q1L"),
            ("訪談者\n怎麼開始的？\n\nQ1L\n大家一起。", "interviewer", "Q1L"),
            ("訪談者：\n怎麼開始的？\nQ1L 先生：\n大家一起。", "interviewer", "Q1L"),
            ("**訪談者：** 怎麼開始的？\n**Q1L**：大家一起。", "interviewer", "Q1L"),
            ("- I: How?\n- Q1L: Together.", "interviewer", "Q1L"),
            ("訪談者\t怎麼開始的？\nQ1L\t大家一起。", "interviewer", "Q1L"),
            ("主持人：怎麼開始的？\n受訪者（Q1L）：大家一起。", "interviewer", "Q1L"),
            ("研究者：怎麼開始的？\nQ1L（王○○）：大家一起。", "interviewer", "Q1L"),
            ("訪談者：怎麼開始的？\n受訪者 Q1L：大家一起。", "interviewer", "Q1L"),
            ("I: How?\nR: Together.", "interviewer", "participant"),
            ("Q1. How?", "unknown", ""),
        ])
    func styles(text: String, first: String, second: String) throws {
        let lines = try read(text).lines
        #expect(lines.first?.who == first)
        if !second.isEmpty {
            #expect(lines.count == 2)
            #expect(lines.last?.who == second)
        }
    }

    @Test("Label and time stamp are no part of the talk, and the stamp gives the start")
    func parts() throws {
        let transcript = try read("[00:12:31] Ms. P1L: Together, of course.\nAnd more.\n\n[01:00:00.500] I:  Why?  \n")
        let turn = try #require(transcript.turns.first)
        #expect(turn.label.map { transcript.text[$0] } == "Ms. P1L:")
        #expect(transcript.text[turn.content] == "Together, of course.\nAnd more.")
        #expect(turn.startsAt == 751_000)
        #expect(transcript.turns.last?.startsAt == 3_600_500)
        #expect(transcript.turns.last.map { transcript.text[$0.content] } == "Why?")
        #expect(transcript.turns.map(\.index) == [0, 1])
    }

    @Test("Lines without a label go on with the speaker, blank lines and all")
    func continuation() throws {
        let transcript = try read("訪：一\nQ1L：二\n三\n\n他說：四\n例如：五\n10:30 開會\nhttp://example.com\n訪：六")
        #expect(
            transcript.lines == [
                Line("interviewer", "一"), Line("Q1L", "二\n三\n\n他說：四\n例如：五\n10:30 開會\nhttp://example.com"),
                Line("interviewer", "六"),
            ])
    }

    @Test("A colon in talk makes no turn, however often it comes back")
    func colons() throws {
        let talk = (1...5).map { "他說：第\($0)次。\n重點：還是\($0)。\nNote: \($0)\nHe said: \($0)" }.joined(separator: "\n")
        #expect(try read("訪：請說。\nQ1L：\(talk)").turns.count == 2)
    }

    @Test("A name that comes back is a speaker; beside an interviewer, a participant")
    func names() throws {
        let text = (1...3).map { "訪談者：問題\($0)？\n王○○：回答\($0)。\n陳老師：補充\($0)。" }.joined(separator: "\n")
        let transcript = try read(text)
        #expect(
            transcript.turns.map(\.role) == Array(repeating: [.interviewer, .participant, .participant], count: 3).flatMap { $0 })
        #expect(transcript.notices.isEmpty)
        // Twice could be chance.
        #expect(try read("訪談者：一？\n王○○：二。\n訪談者：三？\n王○○：四。").turns.count == 2)
        // Options that a participant lists.
        #expect(try read("訪：哪一種？\nQ1L：兩種。\nA：合作。\nB：競爭。").turns.count == 2)
    }

    @Test("Programs that write name and time on a line of their own are understood")
    func nameAndTime() throws {
        let transcript = try read(
            "王小明   0:03\n你們怎麼合作？\n\nMary Chen   0:09\nWe meet each month.\n\n王小明   0:15\n然後呢？\n\nMary Chen   0:20\nThen we decide.\n\n王小明   0:31\n最後呢？"
        )
        #expect(transcript.turns.count == 5)
        #expect(transcript.turns.map(\.startsAt) == [3_000, 9_000, 15_000, 20_000, 31_000])
        #expect(transcript.turns.map(\.role) == [.interviewer, .participant, .interviewer, .participant, .interviewer])
        #expect(transcript.noticeCodes == [.inferredInterviewer])
    }

    @Test("Speakers of speech-to-text are told by who asks, and it is said so")
    func inference() throws {
        let text = (1...4).map { "講者1：第\($0)題是什麼？\n講者2：我們一起做，\($0)年了。" }.joined(separator: "\n")
        let transcript = try read(text)
        #expect(transcript.turns.map(\.role) == Array(repeating: [.interviewer, .participant], count: 4).flatMap { $0 })
        #expect(transcript.notices == [Notice(.inferredInterviewer)])

        // Whoever is interviewed may ask as well, at most half as often.
        let english = (1...3).map { "Speaker 1 (00:0\($0)): And then?\nSpeaker 2 (00:1\($0)): Who knows\($0 == 1 ? "?" : ".")" }
        #expect(try read(english.joined(separator: "\n")).turns.first?.role == .interviewer)

        let unclear = try read("SPEAKER_00: One.\nSPEAKER_01: Two.\nSPEAKER_00: Three?")
        #expect(unclear.turns.allSatisfy { $0.role == .unknown })
        #expect(unclear.notices == [Notice(.unresolvedSpeaker, count: 2)])
    }

    @Test("What can be read in two ways is noticed")
    func ambiguity() throws {
        // Questions of a guide, in a study with a region Q.
        let guide = try read("Q1：怎麼開始的？\nA1：一起。\nQ2：後來呢？\nA2：散了。")
        #expect(guide.turns.map(\.role) == [.interviewer, .participant, .interviewer, .participant])
        #expect(guide.notices == [Notice(.ambiguousLabel, count: 2)])
        // In a study without it there is nothing to doubt.
        let other = StudyCodes(regions: ["N"], roles: ["L": "leader"])
        #expect(try read("Q1：怎麼開始的？\nA1：一起。", codes: other).notices.isEmpty)
        // A cluster's speaker who comes back.
        let cluster = try read("訪：一？\nQ1：二。\n訪：三？\nQ1：四。")
        #expect(cluster.turns.map(\.role) == [.interviewer, .participant, .interviewer, .participant])
        #expect(cluster.noticeCodes == [.ambiguousLabel])
        // A recording's speaker, or cluster S1.
        let codes = StudyCodes(regions: ["S"], roles: ["L": "leader"])
        let speakers = try read("S1: one\nS2: two\nS1: three\nS2: four", codes: codes)
        #expect(speakers.turns.map(\.role) == [.unknown, .unknown, .unknown, .unknown])
        #expect(speakers.notices == [Notice(.ambiguousLabel, count: 2), Notice(.unresolvedSpeaker, count: 2)])
        #expect(try read("A: one\nB: two\nA: three").turns.map(\.role) == [.unknown, .unknown, .unknown])
    }

    @Test("A label of unknown region or role is a participant's, with a notice")
    func unknownCodes() throws {
        let transcript = try read("訪：一？\nZ1L：二。\nQ1X：三。\nQ1L：四。")
        #expect(transcript.lines.map(\.who) == ["interviewer", "participant", "participant", "Q1L"])
        #expect(transcript.notices == [Notice(.unknownParticipantCode, count: 2)])
    }

    @Test("Different titles for one code are noticed, and are one person")
    func titles() throws {
        let transcript = try read("Mr. Q1L: one\nMs. Q1L: two\nQ1L: three\nMr. P1L: four")
        #expect(transcript.lines.map(\.who) == ["Q1L", "Q1L", "Q1L", "P1L"])
        #expect(transcript.notices == [Notice(.conflictingTitle, count: 1)])
    }

    @Test("What a person settles overrides what is inferred")
    func settled() throws {
        let p1l = try ParticipantCode(parsing: "P1L", codes: gauCodes)
        let text = "小美：怎麼開始的？\n阿明：一起。\n重點：這個。"
        let settled = SpeakerMap(labels: ["小美：": .interviewer, "阿明": .participant(p1l)])
        #expect(try read(text, speakers: settled).lines == [Line("interviewer", "怎麼開始的？"), Line("P1L", "一起。\n重點：這個。")])
        let none = SpeakerMap(labels: ["Q1L": .notASpeaker])
        #expect(try read("訪：一\nQ1L：二", speakers: none).turns.count == 1)
        let swapped = SpeakerMap(labels: ["q": .participant(nil), "Ａ": .interviewer])
        #expect(try read("Q: one\nA: two", speakers: swapped).turns.map(\.role) == [.participant, .interviewer])
    }

    @Test("The one participant without a code is the interviewee; of two, neither")
    func interviewee() throws {
        let map = SpeakerMap(interviewee: try ParticipantCode(parsing: "Q2S", codes: gauCodes))
        #expect(try read("訪：一？\n受訪者：二。", speakers: map).lines.map(\.who) == ["interviewer", "Q2S"])
        #expect(
            try read("訪：一？\n受訪者A：二。\n受訪者B：三。", speakers: map).lines.map(\.who) == ["interviewer", "participant", "participant"])
        #expect(try read("訪：一？\n受訪者：二。\nQ2S：三。", speakers: map).lines.map(\.who) == ["interviewer", "participant", "Q2S"])
        #expect(try read("訪：一？\nZ1L：二。", speakers: map).lines.map(\.who) == ["interviewer", "participant"])
    }

    @Test("The head of a transcript is nobody's talk, even where it introduces the speakers")
    func frontMatter() throws {
        let transcript = try read(
            """
            Q1 群聚訪談逐字稿
            訪談日期：2023/5/1
            訪談地點：工作室
            訪談者：林助理
            受訪者：Q1L 王○○

            訪談者：怎麼開始的？
            受訪者：大家一起。
            """)
        #expect(transcript.lines == [Line("interviewer", "怎麼開始的？"), Line("participant", "大家一起。")])
        #expect(transcript.notices == [Notice(.frontMatter, count: 5)])
    }

    @Test("What somebody else puts in is an aside; a laugh is not")
    func asides() throws {
        let transcript = try read("訪：一（受：對）？\nQ1L：好〔訪：嗯。〕啊（笑）。（註：指協會）[I: mm-hm] 王○○（Q1S：是）說。")
        let turns = transcript.turns.map { turn in turn.asides.map { transcript.text[$0] } }
        #expect(turns == [["（受：對）"], ["〔訪：嗯。〕", "[I: mm-hm]", "（Q1S：是）"]])
        #expect(transcript.sentences.contains("好〔訪：嗯。〕啊（笑）。"))
    }

    @Test("Without labels every paragraph is coded, and it is said so")
    func noLabels() throws {
        let transcript = try read("我們一起開會。\n大家輪流。\n\n[00:01:05] 後來散了。")
        #expect(transcript.lines == [Line("unknown", "我們一起開會。"), Line("unknown", "大家輪流。"), Line("unknown", "後來散了。")])
        #expect(transcript.turns.last?.startsAt == 65_000)
        #expect(transcript.notices == [Notice(.noSpeakerLabels)])
    }

    @Test(
        "Reports and notes are read by paragraph, whatever looks like a label",
        arguments: DocumentType.allCases.filter { $0 != .transcript })
    func reports(type: DocumentType) throws {
        let transcript = try read("一、概況\n\nQ1L：大家一起。\n訪談者：好。", type: type)
        #expect(transcript.lines == [Line("author", "一、概況"), Line("author", "Q1L：大家一起。"), Line("author", "訪談者：好。")])
        #expect(transcript.turns.allSatisfy { $0.label == nil })
    }
}
