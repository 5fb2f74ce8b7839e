package import Codebooks
package import Coding
package import Transcripts

/// One piece of evidence about a cluster: a coding that speaks to an indicator, and where it stands.
package struct Evidence: Sendable, Hashable {
    /// Names the coding wherever it is kept, so that a score can be followed back to its words.
    package let id: Int64
    package let anchor: IndicatorAnchor
    package let evidenceType: EvidenceType
    package let documentType: DocumentType
    package let flags: Set<Flag>
    package let standing: EvidenceStanding
    package let quotation: String
    package let participant: ParticipantCode?

    package init(
        id: Int64, anchor: IndicatorAnchor, evidenceType: EvidenceType, documentType: DocumentType, flags: Set<Flag>,
        standing: EvidenceStanding, quotation: String, participant: ParticipantCode?
    ) {
        self.id = id
        self.anchor = anchor
        self.evidenceType = evidenceType
        self.documentType = documentType
        self.flags = flags
        self.standing = standing
        self.quotation = quotation
        self.participant = participant
    }
}
