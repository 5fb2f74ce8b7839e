/// A document read: its canonical text, cut into turns and sentences. A report is one whose turns have no speaker.
package struct Transcript: Sendable, Equatable {
    package let text: CanonicalText
    package let turns: [Turn]
    /// Sentences in text order; each lies inside the content of one turn.
    package let segments: [Segment]
    /// What a reader should know, such as `no-speaker-labels` or `ambiguous-label`; never text from the document.
    package let notices: [Notice]

    package init(text: CanonicalText, turns: [Turn], segments: [Segment], notices: [Notice] = []) {
        self.text = text
        self.turns = turns
        self.segments = segments
        self.notices = notices
    }
}

/// One speaker's uninterrupted talk, or one paragraph of a report.
package struct Turn: Sendable, Equatable {
    /// 0-based, in text order.
    package let index: Int
    /// What stands before the talk (`Ms. P1L:`, `訪談者：`), if anything does.
    package let label: TextRange?
    /// The talk itself, label and time stamp left out, trimmed of blanks.
    package let content: TextRange
    package let role: SpeakerRole
    /// The identification code in the label, where the study knows it.
    package let participant: ParticipantCode?
    /// Milliseconds from the start of the recording.
    package let startsAt: Int?
    /// Stretches inside ``content`` that someone else says, such as 〔訪：嗯〕: kept, never coded.
    package let asides: [TextRange]

    package init(
        index: Int, label: TextRange?, content: TextRange, role: SpeakerRole, participant: ParticipantCode? = nil,
        startsAt: Int? = nil, asides: [TextRange] = []
    ) {
        self.index = index
        self.label = label
        self.content = content
        self.role = role
        self.participant = participant
        self.startsAt = startsAt
        self.asides = asides
    }
}

/// Who speaks. Interviewer turns are context and are never coded.
package enum SpeakerRole: String, Sendable, Codable, CaseIterable {
    case interviewer
    case participant
    /// A speaker the labels do not tell apart; coded, and said so in a notice.
    case unknown
    /// Nobody: the paragraph of a report or note.
    case author
}

/// One sentence: the unit that is coded, frozen per run.
package struct Segment: Sendable, Hashable {
    /// 0-based, in text order.
    package let index: Int
    /// Index of the turn it belongs to.
    package let turn: Int
    package let range: TextRange

    package init(index: Int, turn: Int, range: TextRange) {
        self.index = index
        self.turn = turn
        self.range = range
    }
}

/// Something about a document that a person should look at. Carries a code and counts, never the document's words.
package struct Notice: Sendable, Hashable, Codable {
    package let code: String
    package let count: Int

    package init(_ code: String, count: Int = 1) {
        self.code = code
        self.count = count
    }
}
