import TestSupport
import Testing

@testable import Transcripts

@Suite("Sentences")
struct SegmenterTests {
    private func sentences(_ text: String, softBreaks: Set<Int> = []) -> [String] {
        let scalars = Array(text.unicodeScalars)
        let canonical = CanonicalText(canonical: Array(text.utf8))
        return Segmenter(scalars: scalars, softBreaks: softBreaks)
            .sentences(in: TextRange(0, scalars.count).trimmed(in: scalars)).map { canonical[$0] }
    }

    @Test(
        "Text is cut where sentences end",
        arguments: [
            ("我們合作。他們不合作！真的嗎？有時候；看情況", ["我們合作。", "他們不合作！", "真的嗎？", "有時候；", "看情況"]),
            ("他說：「大家一起。」我就去了。", ["他說：「大家一起。」", "我就去了。"]),
            ("（笑。）『好！』”然後", ["（笑。）", "『好！』”", "然後"]),
            ("真的嗎？！太好了……對。", ["真的嗎？！", "太好了……對。"]),
            ("We meet. We talk! Why? Because.", ["We meet.", "We talk!", "Why?", "Because."]),
            (
                "Dr. Lin and Mr. Q1L came, e.g. on No. 5. Then they left.",
                ["Dr. Lin and Mr. Q1L came, e.g. on No. 5.", "Then they left."]
            ),
            (
                "It grew 3.5 percent. See example.com for more. No. We did not.",
                ["It grew 3.5 percent.", "See example.com for more.", "No.", "We did not."]
            ),
            ("We have tea, rice, etc. We sell in the U.S. now.", ["We have tea, rice, etc.", "We sell in the U.S. now."]),
            ("He said \"stop.\" Then we stopped.", ["He said \"stop.\"", "Then we stopped."]),
            ("“Why?” he asked. “No!” she said.", ["“Why?” he asked.", "“No!” she said."]),
            ("J. Smith came. You and I. We.", ["J. Smith came.", "You and I.", "We."]),
            ("Well... we tried... Then it worked.", ["Well... we tried...", "Then it worked."]),
            ("1. First thing. 2. Second thing.", ["1. First thing.", "2. Second thing."]),
            ("ok. we meet. we talk.", ["ok.", "we meet.", "we talk."]),
            ("成長３．５％。很好.下一個", ["成長３．５％。", "很好.", "下一個"]),
            ("第一行\n第二行\t第三格", ["第一行", "第二行", "第三格"]),
            ("  \n　。\n", ["。"]), ("", []),
        ])
    func cuts(text: String, expected: [String]) {
        #expect(sentences(text) == expected)
    }

    @Test("A wrapped line goes on; in talk without punctuation it is where one pauses")
    func softBreaks() {
        #expect(
            sentences("We meet\neach month. Then\nwe talk.", softBreaks: [7, 24]) == ["We meet\neach month.", "Then\nwe talk."])
        #expect(sentences("我們每個月\n都開會\n輪流", softBreaks: [5, 9]) == ["我們每個月", "都開會", "輪流"])
    }

    @Test("Talk without punctuation is cut at time stamps")
    func timeStamps() {
        #expect(sentences("我們每個月 [00:00:05] 都開會 [00:00:09] 輪流") == ["我們每個月", "[00:00:05] 都開會", "[00:00:09] 輪流"])
    }

    @Test("What is too long is cut at blanks between Chinese, else at commas, else at blanks, else anywhere, evenly")
    func longSentences() {
        let phrase = "我們那個時候就是大家一起去做這件事情"
        let blanks = sentences(Array(repeating: phrase, count: 20).joined(separator: " "))
        #expect(blanks.count > 2 && blanks.allSatisfy { $0.hasPrefix("我們") && $0.hasSuffix("事情") && $0.utf8.count <= 180 })
        let commas = sentences(Array(repeating: phrase, count: 20).joined(separator: "，"))
        #expect(
            commas.count > 2 && commas.dropLast().allSatisfy { $0.hasSuffix("，") } && commas.allSatisfy { $0.utf8.count <= 180 })
        let words = sentences(Array(repeating: "together", count: 120).joined(separator: " "))
        #expect(words.count == 6 && words.allSatisfy { $0.hasPrefix("together") && $0.hasSuffix("together") })
        let sentence = sentences(Array(repeating: phrase, count: 10).joined(separator: "，") + "。")
        #expect(sentence.count == 2 && sentence.allSatisfy { $0.utf8.count <= 450 })
        let run = sentences(String(repeating: "好", count: 400))
        #expect(run.joined() == String(repeating: "好", count: 400))
        #expect(run.map(\.count).max()! - run.map(\.count).min()! <= 1)
        let families = sentences(String(repeating: "👩‍🌾", count: 100))
        #expect(families.allSatisfy { $0.hasPrefix("👩‍🌾") && $0.hasSuffix("👩‍🌾") })
    }

    @Test("Segments are in order, inside their turn, apart from each other, and leave out only blanks")
    func properties() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "我們", "合作", "。", "！", "「", "」", "？", "；", "，", "…", "We", " meet", ".", " ", "　", "\n", "\t", "Dr.", "3.5", "\"", "'",
            "[00:01:05]",
            "訪：", "\nQ1L：", "\nI: ", "〔訪：嗯。〕", "（笑）", "\r\n", "e\u{301}", "👩‍🌾", "\u{2028}", String(repeating: "很長", count: 100),
            "A", ":",
        ]
        for round in 0..<1_000 {
            let text = random.text(of: pieces, counts: 0...40)
            guard let document = try? extract(text) else { continue }
            let type = round.isMultiple(of: 3) ? DocumentType.proposal : .transcript
            let transcript = TranscriptReader.read(document, type: type, codes: gauCodes)
            expectWellFormed(transcript, seed: seed)
        }
    }

    private func expectWellFormed(_ transcript: Transcript, seed: UInt64) {
        let scalars = Array(transcript.text.string.unicodeScalars)
        var covered = Set<Int>()
        var end = 0
        for (index, segment) in transcript.segments.enumerated() {
            #expect(segment.index == index, "seed \(seed)")
            #expect(end <= segment.range.start && !segment.range.isEmpty, "seed \(seed)")
            #expect(transcript.turns[segment.turn].content.contains(segment.range), "seed \(seed)")
            let slice = String(String.UnicodeScalarView(scalars[segment.range.start..<segment.range.end]))
            #expect(transcript.text[segment.range].unicodeScalars.elementsEqual(slice.unicodeScalars), "seed \(seed)")
            end = segment.range.end
            covered.formUnion(segment.range.start..<segment.range.end)
        }
        end = 0
        for (index, turn) in transcript.turns.enumerated() {
            #expect(turn.index == index && end <= (turn.label?.start ?? turn.content.start), "seed \(seed)")
            #expect((turn.label?.end ?? 0) <= turn.content.start, "seed \(seed)")
            #expect(!scalars[turn.content.start].isBlank && !scalars[turn.content.end - 1].isBlank, "seed \(seed)")
            #expect(turn.asides.allSatisfy { turn.content.contains($0) }, "seed \(seed)")
            let missing = (turn.content.start..<turn.content.end).contains { !scalars[$0].isBlank && !covered.contains($0) }
            #expect(!missing, "seed \(seed)")
            end = turn.content.end
        }
    }
}
