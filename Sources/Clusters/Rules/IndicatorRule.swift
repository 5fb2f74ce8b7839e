package import Codebooks
package import SourceFiles

/// What is judged of a cluster, such as its leader or its brand, with the words for each score.
package struct IndicatorRule: Sendable, Hashable {
    /// Unique in the rule set; what a code's anchor names.
    package let id: String
    package let name: LocalizedText
    /// Whom evidence must be about to count.
    package let subjects: Set<EvidenceSubject>
    /// What 0, 1 and 2 mean. 0 asks for explicit contrary evidence; where nothing is said, the indicator is not known.
    package let anchors: [LocalizedText]

    package init(id: String, name: LocalizedText, subjects: Set<EvidenceSubject>, anchors: [LocalizedText]) {
        self.id = id
        self.name = name
        self.subjects = subjects
        self.anchors = anchors
    }
}
