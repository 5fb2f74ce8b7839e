package import Clusters
package import Coding
package import SourceFiles
package import Transcripts

/// A suggestion, or the coding a person made of it.
package struct CodedPassage: Sendable {
    package let code: LocalizedText
    package let quotation: String
    package let participant: ParticipantCode?
    package let flags: Set<Flag>
    package let standing: EvidenceStanding

    package init(
        code: LocalizedText, quotation: String, participant: ParticipantCode?, flags: Set<Flag>, standing: EvidenceStanding
    ) {
        self.code = code
        self.quotation = quotation
        self.participant = participant
        self.flags = flags
        self.standing = standing
    }
}
