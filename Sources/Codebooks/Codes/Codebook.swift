package import SourceFiles

/// What the coders look for: a versioned tree of codes with bilingual definitions and cues.
package struct Codebook: Sendable, Hashable {
    /// Its name among codebooks, such as `gau-dualities`.
    package let name: String
    /// Counted up by its authors with each change of meaning.
    package let version: Int
    package let title: LocalizedText
    /// One line on what it is for and whose study it follows.
    package let summary: LocalizedText
    /// The ids of what its anchors refer to, in the order of the file; empty where the codebook does not classify. Their names
    /// and what their scores mean are the rule set's.
    package let indicators: [String]
    /// The codes in the order of the file, parents before children.
    package let codes: [Code]
    /// SHA-256 of the YAML it was read from, lower-case hex: two codebooks that differ anywhere differ here.
    package let sha256: String

    package init(
        name: String, version: Int, title: LocalizedText, summary: LocalizedText, indicators: [String] = [], codes: [Code],
        sha256: String
    ) {
        self.name = name
        self.version = version
        self.title = title
        self.summary = summary
        self.indicators = indicators
        self.codes = codes
        self.sha256 = sha256
    }

    package subscript(id: String) -> Code? { codes.first { $0.id == id } }
}
