/// Words at the start of a line that may be a label; the whole transcript decides whether they are.
struct LabelCandidate {
    /// What sets the words apart from the talk.
    enum Mark: Hashable {
        /// The format names the speaker.
        case voice
        /// A table cell of its own.
        case cell
        case colon
        /// A time stamp behind, at the end of the line.
        case stamp
        /// A tab behind, or nothing: the line is the label.
        case bare
    }

    /// The label as shown, colon included.
    let range: TextRange
    /// ``LabelLexicon/key(of:)``
    let key: String
    let kind: LabelKind
    let mark: Mark
    let startsAt: Int?
    /// What is said on the same line; may be empty.
    let talk: TextRange
}
