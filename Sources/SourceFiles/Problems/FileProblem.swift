/// One thing wrong with a file that a person wrote: where, and what was expected there.
package struct FileProblem: Sendable, Hashable {
    package let kind: Kind
    /// In a table, where the row begins.
    package let position: SourcePosition
    /// The way down the tree, `codes › leader › cues › zh › 3`, or a table's column.
    package let path: String
    /// What was expected, what came, what to do.
    package let message: String

    package init(_ kind: Kind, at position: SourcePosition = .start, path: [String] = [], _ message: String) {
        self.kind = kind
        self.position = position
        self.path = path.joined(separator: " › ")
        self.message = message
    }

    /// Stable names, explained in docs/files.md.
    package enum Kind: String, Sendable, CaseIterable, Codable {
        // Any file.
        case notYAML = "not-yaml"
        case tooLarge = "too-large"
        case alias
        case wrongType = "wrong-type"
        case outOfRange = "out-of-range"
        case unknownWord = "unknown-word"
        case unknownKey = "unknown-key"
        case duplicateKey = "duplicate-key"
        case missingKey = "missing-key"
        case missingTranslation = "missing-translation"
        case emptyText = "empty-text"
        case badID = "bad-id"
        case duplicateID = "duplicate-id"
        case noDigest = "no-digest"
        // Codebooks.
        case badPole = "bad-pole"
        case badAnchor = "bad-anchor"
        case badCue = "bad-cue"
        case unknownWords = "unknown-words"
        // Rule sets.
        case badPlaceHolder = "bad-place-holder"
        // Studies.
        case badCode = "bad-code"
        case unknownCluster = "unknown-cluster"
        case unknownParticipant = "unknown-participant"
        // Ratings.
        case notCSV = "not-csv"
        case wrongCount = "wrong-count"
    }
}

extension FileProblem: CustomStringConvertible {
    package var description: String {
        "\(position): \(path.isEmpty ? "" : path + ": ")\(message) [\(kind.rawValue)]"
    }
}
