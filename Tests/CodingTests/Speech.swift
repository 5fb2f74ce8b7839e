import Coding
import Transcripts

/// A transcript put together by hand: turns of sentences, each turn on a line of its own.
struct Speech {
    struct Turn {
        let role: SpeakerRole
        let sentences: [String]
        var participant: ParticipantCode?
        /// What the interviewer says inside, word for word.
        var asides: [String] = []
    }

    let turns: [Turn]

    init(_ turns: [Turn]) { self.turns = turns }

    init(_ sentences: String..., by role: SpeakerRole = .participant) {
        turns = [Turn(role: role, sentences: sentences)]
    }

    var transcript: Transcript {
        var text = ""
        var length = 0
        var read: [Transcripts.Turn] = []
        var segments: [Segment] = []
        for (index, turn) in turns.enumerated() {
            let start = length
            for sentence in turn.sentences {
                let end = length + sentence.unicodeScalars.count
                segments.append(Segment(index: segments.count, turn: index, range: TextRange(length, end)))
                text += sentence
                length = end
            }
            let content = Array(turn.sentences.joined().unicodeScalars)
            let asides = turn.asides.compactMap { aside -> TextRange? in
                let wanted = Array(aside.unicodeScalars)
                let place = content.indices.first { content[$0...].starts(with: wanted) }
                return place.map { TextRange(start + $0, start + $0 + wanted.count) }
            }
            read.append(
                Transcripts.Turn(
                    index: index, label: nil, content: TextRange(start, length), role: turn.role, participant: turn.participant,
                    asides: asides))
            text += "\n"
            length += 1
        }
        return Transcript(text: CanonicalText(canonical: Array(text.utf8)), turns: read, segments: segments)
    }
}
