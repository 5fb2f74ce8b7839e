package import Transcripts

/// What a coder proposes: this code, on this evidence. A person decides.
package struct Suggestion: Sendable, Hashable {
    /// Id of the code in the codebook the coder was given.
    package let code: String
    /// Index of the segment coded.
    package let segment: Int
    /// The evidence; lies inside the segment.
    package let evidence: TextRange
    /// The evidence word for word, equal to the canonical text at ``evidence``.
    package let quotation: String
    /// Who speaks, where the label says so.
    package let participant: ParticipantCode?
    /// What makes the sentence less than a plain statement by its speaker.
    package let flags: Set<Flag>
    /// Which cues of the code were hit, and where; empty for coders without cues.
    package let hits: [CueHit]
    /// The coder's own trust in it, 0…1; lower with each flag.
    package let trust: Double

    package init(
        code: String, segment: Int, evidence: TextRange, quotation: String, participant: ParticipantCode?, flags: Set<Flag>,
        hits: [CueHit], trust: Double
    ) {
        self.code = code
        self.segment = segment
        self.evidence = evidence
        self.quotation = quotation
        self.participant = participant
        self.flags = flags
        self.hits = hits
        self.trust = trust
    }
}
