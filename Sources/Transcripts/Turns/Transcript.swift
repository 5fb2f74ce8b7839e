/// A document read: its canonical text, cut into turns and sentences. A report is one whose turns have no speaker.
package struct Transcript: Sendable, Equatable {
    package let text: CanonicalText
    package let turns: [Turn]
    /// Sentences in text order; each lies inside the content of one turn.
    package let segments: [Segment]
    /// What a reader should know, such as `no-speaker-labels` or `ambiguous-label`; never text from the document.
    package let notices: [Notice]

    package init(text: CanonicalText, turns: [Turn], segments: [Segment], notices: [Notice] = []) {
        self.text = text
        self.turns = turns
        self.segments = segments
        self.notices = notices
    }
}
