/// Why an outcome is not a pattern, or what to mind. Stored and printed as `reports-only` or, where it is about an axis
/// or an indicator, `too-few-indicators:ability`; the rule set has its words.
package struct Reason: Sendable, Hashable {
    package let kind: Kind
    /// Id of the axis or of the indicator it is about.
    package let about: String?

    package init(_ kind: Kind, about: String? = nil) {
        self.kind = kind
        self.about = about
    }

    package init(_ kind: Kind, axis: Axis) {
        self.init(kind, about: axis.rawValue)
    }

    package enum Kind: String, Sendable, CaseIterable {
        // The outcome is insufficient.
        case noEvidence = "no-evidence"
        case reportsOnly = "reports-only"
        case tooFewIndicators = "too-few-indicators"
        case tooLittleDirectEvidence = "too-little-direct-evidence"
        // The outcome is borderline.
        case nearThreshold = "near-threshold"
        case conflictDecides = "conflict-decides"
        // What to mind.
        case heldBack = "held-back"
        case necessaryUnknown = "necessary-unknown"
        case evidenceConflicts = "evidence-conflicts"
        // The experts.
        case awaitsExperts = "awaits-experts"
        case tooFewExperts = "too-few-experts"
        case expertsDisagree = "experts-disagree"
        case expertsDiffer = "experts-differ"

        /// Whether a reason of this kind is about one axis or indicator, which its words then name.
        package var namesWhatItIsAbout: Bool {
            switch self {
            case .tooFewIndicators, .tooLittleDirectEvidence, .nearThreshold, .conflictDecides, .heldBack, .necessaryUnknown,
                .evidenceConflicts:
                true
            case .noEvidence, .reportsOnly, .awaitsExperts, .tooFewExperts, .expertsDisagree, .expertsDiffer:
                false
            }
        }
    }
}

extension Reason: RawRepresentable, Codable {
    package init?(rawValue: String) {
        let parts = rawValue.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let kind = Kind(rawValue: String(parts[0])) else { return nil }
        self.init(kind, about: parts.count > 1 ? String(parts[1]) : nil)
    }

    package var rawValue: String { about.map { "\(kind.rawValue):\($0)" } ?? kind.rawValue }
}

extension Reason: CustomStringConvertible {
    package var description: String { rawValue }
}
