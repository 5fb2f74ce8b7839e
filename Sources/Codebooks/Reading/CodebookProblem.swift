/// One thing wrong with a codebook file: where, and what was expected there.
package struct CodebookProblem: Sendable, Hashable {
    package let kind: Kind
    package let position: SourcePosition
    /// The way down the tree: `codes › leader › cues › zh › 3`.
    package let path: String
    /// What was expected, what came, what to do.
    package let message: String

    package init(_ kind: Kind, at position: SourcePosition, path: String, _ message: String) {
        self.kind = kind
        self.position = position
        self.path = path
        self.message = message
    }

    /// Stable names, explained in docs/codebooks.md.
    package enum Kind: String, Sendable, CaseIterable, Codable {
        case notYAML = "not-yaml"
        case tooLarge = "too-large"
        case alias
        case wrongType = "wrong-type"
        case unknownKey = "unknown-key"
        case duplicateKey = "duplicate-key"
        case missingKey = "missing-key"
        case missingTranslation = "missing-translation"
        case emptyText = "empty-text"
        case badID = "bad-id"
        case duplicateID = "duplicate-id"
        case badPole = "bad-pole"
        case badAnchor = "bad-anchor"
        case badCue = "bad-cue"
        case unknownWords = "unknown-words"
        case noDigest = "no-digest"
    }
}

extension CodebookProblem: CustomStringConvertible {
    package var description: String {
        "\(position.line):\(position.column): \(path.isEmpty ? "" : path + ": ")\(message) [\(kind.rawValue)]"
    }
}
