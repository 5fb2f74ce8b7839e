package import Transcripts

/// An indicator as one kind of evidence has it.
package struct IndicatorCell: Sendable, Hashable, Codable {
    /// 0…2, the ``anchors`` as the rule set aggregates them.
    package let value: Double
    /// The anchors this kind of evidence supports, ascending, each once: how often one is supported changes nothing.
    package let anchors: [Int]
    /// Ids of the evidence for the value, and of the evidence against it. A value of 1 or more is for the indicator; the
    /// evidence against it is then that of anchor 0, and the other way round.
    package let supporting: [Int64]
    package let contradicting: [Int64]
    /// Ids among the two lists that do not count, because the same voice says otherwise more than once.
    package let setAside: [Int64]

    package init(value: Double, anchors: [Int], supporting: [Int64], contradicting: [Int64], setAside: [Int64]) {
        self.value = value
        self.anchors = anchors
        self.supporting = supporting
        self.contradicting = contradicting
        self.setAside = setAside
    }

    /// Explicit contrary evidence stands.
    package var isContrary: Bool { anchors.contains(0) }
    /// Evidence for the indicator stands.
    package var isSupportive: Bool { anchors.contains { $0 > 0 } }
}

/// Cells are written as an object with the kind of evidence as key.
extension EvidenceType: CodingKeyRepresentable {}
