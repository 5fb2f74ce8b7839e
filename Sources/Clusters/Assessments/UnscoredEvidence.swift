/// A piece of evidence that is shown beside an indicator and does not count towards it.
package struct UnscoredEvidence: Sendable, Hashable, Codable {
    package let id: Int64
    package let cause: Cause

    package init(id: Int64, cause: Cause) {
        self.id = id
        self.cause = cause
    }

    /// Why it does not count.
    package enum Cause: String, Sendable, Codable, CaseIterable {
        /// The rule set does not score this kind of evidence.
        case kindOfEvidence = "kind-of-evidence"
        /// It speaks of somebody the indicator is not about.
        case otherSubject = "other-subject"
        /// Only supposed.
        case hypothetical
        /// Somebody else's view.
        case reported
        /// Asked, not stated.
        case question
        /// Contrary evidence that is weakened: not explicit enough for anchor 0.
        case hedgedContrary = "hedged-contrary"
        /// Contrary evidence that is denied: to deny a weakness shows no strength.
        case negatedContrary = "negated-contrary"
        /// A plain flag that the rule set chooses to list only.
        case flagged
        /// Its anchor is none of 0, 1 and 2.
        case unknownAnchor = "unknown-anchor"
    }
}
