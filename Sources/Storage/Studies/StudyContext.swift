package import Transcripts

/// What coding and classification need to know of a study: its letters, its codebooks and its rule set, as kept.
package struct StudyContext: Sendable {
    package let id: Int64
    package let codes: StudyCodes
    package let codebooks: [KeptFile]
    package let ruleSet: KeptFile
}

/// A codebook or rule set as its authors wrote it.
package struct KeptFile: Sendable, Hashable {
    package let id: Int64
    /// Lower-case hex; what a cache may go by.
    package let sha256: String
    /// YAML.
    package let source: String
}
