package import SourceFiles

/// A pattern's name, and what the programme can do for a cluster that has it.
package struct PatternText: Sendable, Hashable {
    package let name: LocalizedText
    package let advice: LocalizedText

    package init(name: LocalizedText, advice: LocalizedText) {
        self.name = name
        self.advice = advice
    }
}
