package import Transcripts

/// An indicator's score over all kinds of evidence.
package struct IndicatorScore: Sendable, Hashable, Codable {
    package let indicator: String
    /// 0…2; nil: not known. Silence is never a zero.
    package let value: Double?
    /// One cell per kind of evidence that says anything.
    package let cells: [EvidenceType: IndicatorCell]
    /// Kinds of evidence contradict each other, or one contradicts itself.
    package let isConflicting: Bool
    /// The lowest and the highest value the indicator takes when each kind of evidence is left out in turn; just
    /// ``value`` where nothing conflicts.
    package let range: ClosedRange<Double>?
    /// Evidence that speaks to the indicator and does not count, by id, and why.
    package let unscored: [UnscoredEvidence]

    package init(
        indicator: String, value: Double?, cells: [EvidenceType: IndicatorCell], isConflicting: Bool,
        range: ClosedRange<Double>?, unscored: [UnscoredEvidence]
    ) {
        self.indicator = indicator
        self.value = value
        self.cells = cells
        self.isConflicting = isConflicting
        self.range = range
        self.unscored = unscored
    }
}
