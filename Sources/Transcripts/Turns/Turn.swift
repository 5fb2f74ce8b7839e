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
