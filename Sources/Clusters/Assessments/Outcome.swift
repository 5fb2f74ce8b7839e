/// What the rules make of a cluster. Stored and printed as `I` `II` `III` `IV` `borderline` `insufficient`.
package enum Outcome: Sendable, Hashable {
    case pattern(Pattern)
    /// An axis lies within the rule set's band around its threshold, or one contradiction in the evidence decides the side
    /// it lies on: the experts decide.
    case borderline
    /// Too little evidence, or of too few kinds.
    case insufficient
}

extension Outcome: RawRepresentable, Codable {
    package init?(rawValue: String) {
        switch rawValue {
        case "borderline": self = .borderline
        case "insufficient": self = .insufficient
        default:
            guard let pattern = Pattern(rawValue: rawValue) else { return nil }
            self = .pattern(pattern)
        }
    }

    package var rawValue: String {
        switch self {
        case .pattern(let pattern): pattern.rawValue
        case .borderline: "borderline"
        case .insufficient: "insufficient"
        }
    }
}
