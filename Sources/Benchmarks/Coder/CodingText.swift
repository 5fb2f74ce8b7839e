import Codebooks
import SourceFiles
import Transcripts

/// An interview to measure coders with: what the shipped codebooks give as examples, between everyday talk that is twice as
/// long. The same each time.
enum CodingText {
    /// A transcript of about `bytes` bytes, all of it one participant's, cut into sentences.
    static func transcript(_ language: Language, bytes: Int) throws -> Transcript {
        let examples = try CodebookLibrary.entries.flatMap { try $0.read().codebook.codes }.flatMap {
            $0.examples[language] + $0.counterExamples[language]
        }
        let everyday = everyday(language)
        var text = ""
        var scalars = 0
        var segments: [Segment] = []
        while text.utf8.count < bytes {
            let index = segments.count
            var sentence = index % 3 == 0 ? examples[index / 3 % examples.count] : everyday[index % everyday.count]
            sentence += language == .english ? " " : ""
            let end = scalars + sentence.unicodeScalars.count
            segments.append(Segment(index: index, turn: 0, range: TextRange(scalars, end)))
            text += sentence
            scalars = end
        }
        return Transcript(
            text: CanonicalText(canonical: Array(text.utf8)),
            turns: [Turn(index: 0, label: nil, content: TextRange(0, scalars), role: .participant)], segments: segments)
    }

    private static func everyday(_ language: Language) -> [String] {
        switch language {
        case .chinese:
            [
                "我叫阿芬，嫁來這裡快三十年了，店是我公公留下來的，以前賣雜貨，後來才改成賣餅。", "早上四點起床揉麵團，六點開始烤，九點開門。",
                "那時候路還沒拓寬，遊覽車進不來，客人都是附近的人，走路就到了。", "我先生是做水電的，店裡的燈都是他裝的，壞了也是他修。",
                "夏天比較熱，客人都下午四點以後才出來，我們就開到晚上九點。", "嗯，這個問題我想一下，好像是前年的事情，還是大前年。",
                "去年颱風把屋頂掀了，修了三個月，那三個月都在門口搭棚子。",
            ]
        case .english:
            [
                "I married into this town thirty years ago, and the shop belonged to my father-in-law, who sold groceries.",
                "I get up at four, knead the dough, light the oven at six and open at nine.",
                "The road was narrow then and coaches could not get in, so people came on foot from the village.",
                "My husband is an electrician; he put in all the lights and mends them himself.",
                "In summer people only come out after four, and we stay open until nine in the evening.",
                "Let me think about that for a moment, it was the year before last or the year before that.",
                "The typhoon took the roof, and for the three months of the repair we sold from a tent at the door.",
            ]
        }
    }
}
