/// What a code, once found, says about an indicator: the anchor it supports and whom it speaks of.
package struct IndicatorAnchor: Sendable, Hashable, Codable {
    /// The indicator's id in the rule set, such as `leader` or `brand`.
    package let indicator: String
    /// 0 (explicit contrary evidence), 1 or 2; what each means is written in the rule set.
    package let value: Int
    package let subject: EvidenceSubject

    package init(indicator: String, value: Int, subject: EvidenceSubject) {
        self.indicator = indicator
        self.value = value
        self.subject = subject
    }

    /// The scores an anchor can have.
    package static let values = 0...2
}
