/// How firm an outcome is: what becomes of it when the rules are varied, and what one indicator would have to become to
/// move it.
package struct Sensitivity: Sendable, Hashable {
    /// The outcome under each variation of the rule set, in the order of ``Variation/all(of:)``.
    package let rows: [Row]
    /// Every change of one indicator that changes the outcome, the smallest first; those of unknown indicators last.
    package let moves: [Move]

    package struct Row: Sendable, Hashable {
        package let variation: Variation
        package let outcome: Outcome
    }

    package struct Move: Sendable, Hashable {
        package let indicator: String
        /// nil: not known today.
        package let from: Double?
        /// The anchor it would have to reach, in all evidence.
        package let to: Int
        package let outcome: Outcome
    }

    package init(_ evidence: [Evidence], by rules: RuleSet) {
        rows = Variation.all(of: rules).map {
            Row(variation: $0, outcome: Classifier.assess(evidence, by: $0.applied(to: rules)).outcome)
        }
        moves = Self.moves(from: Classifier.assess(evidence, by: rules), by: rules)
    }

    /// In how many of the rows the outcome is this one.
    package func count(of outcome: Outcome) -> Int { rows.count { $0.outcome == outcome } }

    private static func moves(from assessment: Assessment, by rules: RuleSet) -> [Move] {
        let moves = assessment.indicators.indices.flatMap { index in
            (0...2).compactMap { anchor -> Move? in
                let score = assessment.indicators[index]
                guard score.value != Double(anchor) else { return nil }
                var indicators = assessment.indicators
                indicators[index] = agreed(on: anchor, of: score.indicator, by: rules.scoring)
                let outcome = Verdict(indicators: indicators, rules: rules).outcome
                guard outcome != assessment.outcome else { return nil }
                return Move(indicator: score.indicator, from: score.value, to: anchor, outcome: outcome)
            }
        }
        // Stable by index, so that equal steps keep the rule set's order.
        return moves.enumerated().sorted { ($0.element.step, $0.offset) < ($1.element.step, $1.offset) }.map(\.element)
    }

    /// The indicator as it would be if direct evidence said this and nothing else did.
    private static func agreed(on anchor: Int, of indicator: String, by rules: ScoringRules) -> IndicatorScore {
        let value = Double(anchor)
        let cell = IndicatorCell(value: value, anchors: [anchor], supporting: [], contradicting: [], setAside: [])
        let cells = rules.direct.sorted().prefix(1).map { ($0, cell) }
        return IndicatorScore(
            indicator: indicator, value: value, cells: Dictionary(uniqueKeysWithValues: cells), isConflicting: false,
            range: value...value, unscored: [])
    }
}

extension Sensitivity.Move {
    /// How far the indicator moves; what is not known is further than anything known can be.
    package var step: Double { from.map { abs(Double(to) - $0) } ?? 3 }
    /// Towards the highest anchor.
    package var isUpward: Bool { from.map { Double(to) > $0 } ?? (to > 0) }
}
