import Transcripts

/// A turn as its JSON has it.
struct StoredTurn: Codable {
    let content: [Int]
    let role: SpeakerRole
    let label: [Int]?
    let participant: ParticipantCode?
    let startsAt: Int?
    let asides: [[Int]]?

    init(_ turn: Turn) {
        content = turn.content.bounds
        role = turn.role
        label = turn.label?.bounds
        participant = turn.participant
        startsAt = turn.startsAt
        asides = turn.asides.isEmpty ? nil : turn.asides.map(\.bounds)
    }

    func turn(index: Int) -> Turn {
        Turn(
            index: index, label: label.map(TextRange.init(bounds:)), content: TextRange(bounds: content), role: role,
            participant: participant, startsAt: startsAt, asides: (asides ?? []).map(TextRange.init(bounds:)))
    }
}

extension TextRange {
    var bounds: [Int] { [start, end] }

    init(bounds: [Int]) { self.init(bounds[0], bounds[1]) }
}
