package import Transcripts

/// One document and what the coders found in it, in the order of its text.
package struct DocumentReport: Sendable {
    /// What the report calls it, such as its number in the study. Never a file name, which may carry a person's.
    package let label: String
    package let type: DocumentType
    package let cluster: ClusterCode?
    package let participant: ParticipantCode?
    package let passages: [CodedPassage]

    package init(
        label: String, type: DocumentType, cluster: ClusterCode?, participant: ParticipantCode?, passages: [CodedPassage]
    ) {
        self.label = label
        self.type = type
        self.cluster = cluster
        self.participant = participant
        self.passages = passages
    }
}
