import Testing

@testable import Transcripts

@Suite("Text formats")
struct TextFormatTests {
    @Test("Plain text stays as it is; a line that goes on in lower case is only wrapped")
    func plainText() throws {
        let document = try extract("I: How did it\nstart? Tell\n\nme. Then\nWe met.\nby chance")
        #expect(document.text.string == "I: How did it\nstart? Tell\n\nme. Then\nWe met.\nby chance")
        #expect(document.structure.softBreaks == [13])
        #expect(document.format == .plainText)
    }

    @Test("Markdown keeps its markup; paragraphs run on, headings, items and rows stand alone")
    func markdown() throws {
        let text = "# 標題\n第一段\n接著\n- 一\n  續\n- 二\n> 引\n1. 項\n\n| a | b |\n| c | d |\n```\nx\ny\n```\n完  \n另起"
        let document = try extract(text, ending: "md")
        #expect(document.text.string == text)
        let scalars = Array(text.unicodeScalars)
        #expect(
            Paragraphs.ranges(in: scalars, softBreaks: Set(document.structure.softBreaks)).map { document.text[$0] } == [
                "# 標題", "第一段\n接著", "- 一\n  續", "- 二", "> 引", "1. 項", "| a | b |", "| c | d |", "```", "x", "y", "```", "完", "另起",
            ])
        let transcript = try read("**訪談者：** 怎麼開始？\n**Q1L：** 大家\n一起。", ending: "md")
        #expect(transcript.lines == [Line("interviewer", "怎麼開始？"), Line("Q1L", "大家\n一起。")])
    }

    @Test("SubRip cues of one speaker are one turn, with its start")
    func subRip() throws {
        let text = """
            1
            00:00:01,500 --> 00:00:03,000
            訪談者：怎麼開始的？

            2
            00:00:04,000 --> 00:00:06,000
            Q1L：<i>大家</i>一起
            討論。

            3
            00:00:06,500 --> 00:00:08,000
            然後

            就開始了。<3
            4
            00:01:00,000 --> 00:01:02,000
            訪談者：好 & 謝謝。
            """
        let document = try extract(text.replacing("\n", with: "\r\n"), ending: "srt")
        #expect(document.text.string == "訪談者：怎麼開始的？\nQ1L：大家一起\n討論。\n然後\n就開始了。<3\n訪談者：好 & 謝謝。")
        let transcript = TranscriptReader.read(document, type: .transcript, codes: gauCodes)
        #expect(
            transcript.lines == [
                Line("interviewer", "怎麼開始的？"), Line("Q1L", "大家一起\n討論。\n然後\n就開始了。<3"), Line("interviewer", "好 & 謝謝。"),
            ])
        #expect(transcript.turns.map(\.startsAt) == [1_500, 4_000, 60_000])
        #expect(transcript.sentences == ["怎麼開始的？", "大家一起\n討論。", "然後\n就開始了。", "<3", "好 & 謝謝。"])
        #expect(document.structure.cues.map { document.text[$0.content] }.last == "訪談者：好 & 謝謝。")
    }

    @Test("WebVTT voices become labels, written once for all cues of a speaker")
    func webVTT() throws {
        let text = """
            WEBVTT - interview

            NOTE 訪談者：這不是對話

            STYLE
            ::cue { color: red }

            intro
            00:01.000 --> 00:03.000 align:start
            <v Interviewer>How did it <b>start</b>?</v>

            00:04.000 --> 00:06.000
            <v.loud Ms. P1L>We met &amp; talked

            00:06.000 --> 00:07.000
            <v Ms. P1L>each <00:06.500>month.</v>
            <v Interviewer>And then?</v>

            01:00:00.000 --> 01:00:01.000
            <v 王○○>後來散了。
            """
        let document = try extract(text, ending: "vtt")
        #expect(
            document.text.string
                == "Interviewer: How did it start?\nMs. P1L: We met & talked\neach month.\nInterviewer: And then?\n王○○：後來散了。")
        let transcript = TranscriptReader.read(document, type: .transcript, codes: gauCodes)
        #expect(
            transcript.lines == [
                Line("interviewer", "How did it start?"), Line("P1L", "We met & talked\neach month."),
                Line("interviewer", "And then?"),
                Line("participant", "後來散了。"),
            ])
        #expect(transcript.turns.map(\.startsAt) == [1_000, 4_000, 6_000, 3_600_000])
        #expect(
            transcript.turns.map { $0.label.map { transcript.text[$0] } } == ["Interviewer", "Ms. P1L", "Interviewer", "王○○"])
        #expect(transcript.sentences[1] == "We met & talked\neach month.")

        // Each word leads back to its byte.
        let bytes = Array(text.utf8)
        for word in ["start", "talked", "each", "then", "散"] {
            let scalars = Array(document.text.string.unicodeScalars)
            let position = try #require(scalars.indices.first { scalars[$0...].starts(with: word.unicodeScalars) })
            let offset = document.source.source(ofScalar: position, in: document.text)
            #expect(bytes[offset...].starts(with: word.utf8))
        }
    }

    @Test("Unpunctuated subtitles are cut where they pause")
    func unpunctuated() throws {
        let text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Q1L>我們每個月\n\n00:03.000 --> 00:04.000\n<v Q1L>都會開會\n"
        let transcript = try read(text, ending: "vtt")
        #expect(transcript.lines == [Line("Q1L", "我們每個月\n都會開會")])
        #expect(transcript.sentences == ["我們每個月", "都會開會"])
    }

    @Test("Subtitles in UTF-16 and with CR line ends are read")
    func encodings() throws {
        let text = "1\r00:00:01,000 --> 00:00:02,000\rQ1L：好。\r"
        let utf16 = "\u{FEFF}\(text)".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let document = try FormatCatalog.read(utf16, ending: "srt")
        #expect(document.text.string == "Q1L：好。")
        // Behind the mark, 33 units stand before the Q.
        #expect(document.source.source(ofScalar: 0, in: document.text) == 2 + 2 * 33 - 2)
    }

    @Test(
        "Time stamps are read in the forms people write",
        arguments: [
            ("00:12:31", 751_000), ("12:31", 751_000), ("[00:12:31.5]", 751_500), ("（１２：３１）", 751_000),
            ("[00:12:31 - 00:12:40]", 751_000),
            ("1:02:03,045", 3_723_045), ("【12:31】", 751_000), ("75:20", 4_520_000), ("12:61", nil), ("[12:31", nil), ("12", nil),
            ("1:2", nil), ("12:31:5", nil), ("1:02:03:04", nil), ("", nil),
        ] as [(String, Int?)])
    func timeStamps(text: String, milliseconds: Int?) {
        let scalars = Array(text.unicodeScalars)
        #expect(TimeStamp(in: scalars[...], at: 0)?.milliseconds == milliseconds)
    }
}
