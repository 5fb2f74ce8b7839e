package import SourceFiles

/// One code of a codebook.
package struct Code: Sendable, Hashable {
    /// Unique in the codebook, lower-case words joined by hyphens: `cooperation`, `leader-moves-cluster`.
    package let id: String
    /// The code above it.
    package let parent: String?
    package let name: LocalizedText
    package let definition: LocalizedText
    package let include: LocalizedList
    package let exclude: LocalizedList
    package let examples: LocalizedList
    /// Sentences that look like the code and are not.
    package let counterExamples: LocalizedList
    /// The duality it is one pole of; the two poles are measured apart, never netted.
    package let pole: Pole?
    /// What it says about an indicator of the classification, if it says anything.
    package let anchor: IndicatorAnchor?
    /// What its users should know before they rely on it, such as where two studies disagree; the lint repeats it.
    package let note: LocalizedText?
    package let cues: [Cue]

    package init(
        id: String, parent: String?, name: LocalizedText, definition: LocalizedText, include: LocalizedList = .init(),
        exclude: LocalizedList = .init(), examples: LocalizedList = .init(), counterExamples: LocalizedList = .init(),
        pole: Pole? = nil, anchor: IndicatorAnchor? = nil, note: LocalizedText? = nil, cues: [Cue] = []
    ) {
        self.id = id
        self.parent = parent
        self.name = name
        self.definition = definition
        self.include = include
        self.exclude = exclude
        self.examples = examples
        self.counterExamples = counterExamples
        self.pole = pole
        self.anchor = anchor
        self.note = note
        self.cues = cues
    }
}
