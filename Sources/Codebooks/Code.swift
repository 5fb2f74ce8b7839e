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
    package let cues: [Cue]

    package init(
        id: String, parent: String?, name: LocalizedText, definition: LocalizedText, include: LocalizedList = .init(),
        exclude: LocalizedList = .init(), examples: LocalizedList = .init(), counterExamples: LocalizedList = .init(),
        pole: Pole? = nil, anchor: IndicatorAnchor? = nil, cues: [Cue] = []
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
        self.cues = cues
    }
}

/// Lists of sentences per language.
package struct LocalizedList: Sendable, Hashable, Codable {
    package let zh: [String]
    package let en: [String]

    package init(zh: [String] = [], en: [String] = []) {
        self.zh = zh
        self.en = en
    }
}

/// One side of a duality, as in competition ↔ cooperation.
package struct Pole: Sendable, Hashable, Codable {
    /// The duality both poles name, such as `competition-cooperation`.
    package let duality: String
    /// The code at the other end.
    package let opposite: String

    package init(duality: String, opposite: String) {
        self.duality = duality
        self.opposite = opposite
    }
}

/// What a code, once found, says about an indicator: the anchor it supports and whom it speaks of.
package struct IndicatorAnchor: Sendable, Hashable, Codable {
    /// The indicator's id in the rule set, such as `leader` or `brand`.
    package let indicator: String
    /// 0 (explicit contrary evidence), 1 or 2.
    package let value: Int
    package let subject: EvidenceSubject

    package init(indicator: String, value: Int, subject: EvidenceSubject) {
        self.indicator = indicator
        self.value = value
        self.subject = subject
    }
}

/// Whom a piece of evidence is about.
package enum EvidenceSubject: String, Sendable, Codable, CaseIterable {
    case leader, members, cluster
}

/// What sets a code off: all of the phrases in one sentence, unless one of the exceptions is there too.
package struct Cue: Sendable, Hashable {
    package let language: Language
    /// One phrase, or several that must all stand in the same sentence.
    package let phrases: [String]
    /// How far apart the phrases may stand, in Unicode scalars from the end of one to the start of the next; nil for anywhere in the sentence.
    package let within: Int?
    /// Phrases that switch the cue off for the sentence.
    package let unless: [String]

    package init(language: Language, phrases: [String], within: Int? = nil, unless: [String] = []) {
        self.language = language
        self.phrases = phrases
        self.within = within
        self.unless = unless
    }
}
