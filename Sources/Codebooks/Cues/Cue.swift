package import SourceFiles

/// What sets a code off: something said in one sentence, unless one of the exceptions is said there too.
package struct Cue: Sendable, Hashable {
    package let language: Language
    /// The things that must all be said, each in any of its phrases. A phrase is written as ``Phrase`` reads it.
    package let phrases: [[String]]
    /// The phrases must come in the order given.
    package let isOrdered: Bool
    /// How much may stand between the end of the first phrase and the start of the last, in words (a Chinese character
    /// is a word); nil for anywhere in the sentence.
    package let within: Int?
    /// The phrases must stand in one clause: no comma, no 但是 and no "but" between them.
    package let isInClause: Bool
    /// Phrases that switch the cue off for the sentence.
    package let unless: [String]
    /// The sentence must deny what the phrases say: 不積極, "does not attend". The negation is then the cue's own and no
    /// longer counts against it.
    package let isDenied: Bool
    /// The cue as its author wrote it, for messages and reports.
    package let written: String

    package init(
        language: Language, phrases: [[String]], isOrdered: Bool = false, within: Int? = nil, isInClause: Bool = false,
        unless: [String] = [], isDenied: Bool = false, written: String
    ) {
        self.language = language
        self.phrases = phrases
        self.isOrdered = isOrdered
        self.within = within
        self.isInClause = isInClause
        self.unless = unless
        self.isDenied = isDenied
        self.written = written
    }
}
