package import SourceFiles

/// Something about a codebook that its author should look at; it can be used all the same.
package struct LintWarning: Sendable, Hashable {
    package let kind: Kind
    /// The code it is about; nil for the codebook as a whole.
    package let code: String?
    package let position: SourcePosition?
    package let message: String

    package init(_ kind: Kind, code: String?, at position: SourcePosition?, _ message: String) {
        self.kind = kind
        self.code = code
        self.position = position
        self.message = message
    }

    /// Stable names, explained in docs/codebooks.md.
    package enum Kind: String, Sendable, CaseIterable, Codable {
        case note
        case duplicateName = "duplicate-name"
        case sharedCue = "shared-cue"
        case redundantCue = "redundant-cue"
        case unreachableCue = "unreachable-cue"
        case unusedWords = "unused-words"
        case oneLanguage = "one-language"
        case anchorGap = "anchor-gap"
        case missedExample = "missed-example"
        case hitCounterExample = "hit-counter-example"
    }
}

extension LintWarning: CustomStringConvertible {
    package var description: String {
        let place = position.map { "\($0.line):\($0.column): " } ?? ""
        return place + (code.map { $0 + ": " } ?? "") + message + " [\(kind.rawValue)]"
    }
}
