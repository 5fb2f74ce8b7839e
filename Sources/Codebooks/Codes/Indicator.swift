package import SourceFiles

/// Something the classification scores from 0 to 2, with what each score means in words.
package struct Indicator: Sendable, Hashable {
    /// The id rule sets know it by, such as `knowledge-sharing`.
    package let id: String
    package let name: LocalizedText
    /// The written anchor of 0, 1 and 2, at that index. 0 is explicit contrary evidence; silence has no score.
    package let anchors: [LocalizedText]

    package init(id: String, name: LocalizedText, anchors: [LocalizedText]) {
        self.id = id
        self.name = name
        self.anchors = anchors
    }
}
