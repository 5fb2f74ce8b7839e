/// Who speaks. Interviewer turns are context and are never coded.
package enum SpeakerRole: String, Sendable, Codable, CaseIterable {
    case interviewer
    case participant
    /// A speaker the labels do not tell apart; coded, and said so in a notice.
    case unknown
    /// Nobody: the paragraph of a report or note.
    case author
}
