package import SourceFiles

/// How evidence becomes indicators, axes and a pattern: owned by the study's experts, versioned, fixed before results
/// are seen, and kept by name, version and hash with every result.
///
/// Every choice the published study leaves open is written in its file: nothing of it is hidden in code.
package struct RuleSet: Sendable, Hashable {
    /// Its name among rule sets, such as `lin-patterns`.
    package let name: String
    /// Counted up by its authors with each change of meaning.
    package let version: Int
    package let title: LocalizedText
    package var trigger: AxisRule
    package var ability: AxisRule
    package var scoring: ScoringRules
    /// All four of them.
    package let patterns: [Pattern: PatternText]
    /// The words of every ``Reason``; `「{about}」` or `“{about}”` stands for what it is about.
    package let reasons: [Reason.Kind: LocalizedText]
    /// SHA-256 of the YAML it was read from, lower-case hex: two rule sets that differ anywhere differ here.
    package let sha256: String

    package init(
        name: String, version: Int, title: LocalizedText, trigger: AxisRule, ability: AxisRule, scoring: ScoringRules,
        patterns: [Pattern: PatternText], reasons: [Reason.Kind: LocalizedText], sha256: String
    ) {
        self.name = name
        self.version = version
        self.title = title
        self.trigger = trigger
        self.ability = ability
        self.scoring = scoring
        self.patterns = patterns
        self.reasons = reasons
        self.sha256 = sha256
    }

    /// Both axes, in the order results list their indicators.
    package var axes: [AxisRule] { [trigger, ability] }

    package subscript(axis: Axis) -> AxisRule {
        get {
            switch axis {
            case .ability: ability
            case .trigger: trigger
            }
        }
        set {
            switch axis {
            case .ability: ability = newValue
            case .trigger: trigger = newValue
            }
        }
    }

    package subscript(indicator id: String) -> IndicatorRule? {
        axes.lazy.flatMap(\.indicators).first { $0.id == id }
    }
}
