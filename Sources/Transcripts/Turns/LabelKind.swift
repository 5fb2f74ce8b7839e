/// What the words of a label say by themselves, before the whole transcript is looked at.
enum LabelKind: Hashable {
    /// A code of the study: `Q1L`.
    case identified(IdentificationLabel)
    /// Shaped like a code, of no region or role of the study: `Z1L`.
    case unidentified
    /// Letters and a number, `Q1`, `S2`: a question, a recording's speaker or a cluster.
    case numbered(letter: String, number: Int)
    /// One letter: `Q`, `A`, `I`.
    case letter(String)
    /// 訪談者, 問, Interviewer.
    case interviewer
    /// 受訪者, 答, Respondent.
    case participant
    /// 講者1, Speaker 2: somebody, but who?
    case speaker
    /// Anything else short enough to be a name.
    case name
}
