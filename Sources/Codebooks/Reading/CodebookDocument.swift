package import SourceFiles

/// A codebook and where its parts stand in the file, for messages about it.
package struct CodebookDocument: Sendable {
    package let codebook: Codebook
    /// Word lists that no cue names.
    package let unusedWords: [(language: Language, list: String)]
    private let positions: [Part: SourcePosition]

    /// A part that messages point at.
    package enum Part: Sendable, Hashable {
        case code(String)
        /// A cue by its code and its index there.
        case cue(String, Int)
        case words(Language, String)
    }

    init(codebook: Codebook, unusedWords: [(language: Language, list: String)], positions: [Part: SourcePosition]) {
        self.codebook = codebook
        self.unusedWords = unusedWords
        self.positions = positions
    }

    package func position(of part: Part) -> SourcePosition? { positions[part] }
}
