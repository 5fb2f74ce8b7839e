/// What a person has settled about the speakers of a transcript. Where it says nothing, roles are inferred.
package struct SpeakerMap: Sendable, Hashable, Codable {
    /// Who is behind a label.
    package enum Speaker: Sendable, Hashable, Codable {
        case interviewer
        case participant(ParticipantCode?)
        /// The words look like a label and are none.
        case notASpeaker
    }

    /// By label as the transcript writes it; width, case, blanks and colon do not matter.
    package let labels: [String: Speaker]
    /// Whose interview it is: taken for the one participant whom the labels do not name by code (`受訪者：`, `A:`).
    package let interviewee: ParticipantCode?

    package init(labels: [String: Speaker] = [:], interviewee: ParticipantCode? = nil) {
        self.labels = labels
        self.interviewee = interviewee
    }

    /// Nothing settled.
    package static let inferred = SpeakerMap()
}
