import Clusters
import Transcripts

/// The figures of a report's classification for other programs, the same in CSV and JSON. Words and quotations are not in
/// it; reasons are their codes.
package struct ClassificationFigures: Sendable {
    private let report: StudyReport

    package init(_ report: StudyReport) {
        self.report = report
    }

    // MARK: - CSV

    /// One row per cluster: the outcome, both axes with the range that contradictions leave open, the experts' view, the
    /// reasons separated by blanks, the rule set, then one column per indicator in the rule set's order. What is not known
    /// is empty.
    package func csv() -> String {
        let indicators = report.ruleSet.axes.flatMap(\.indicators).map(\.id)
        let axes = ["ability", "trigger"].flatMap { axis in ["", "_low", "_high", "_known"].map { axis + $0 } }
        let head =
            ["cluster", "outcome", "settled", "basis"] + axes + ["experts", "expert_pattern", "reasons"]
            + ["rule_set", "rule_set_version", "rule_set_sha256"] + indicators
        return CSV.line(head) + report.clusters.map { CSV.line(row($0, indicators)) }.joined()
    }

    private func row(_ cluster: ClusterReport, _ indicators: [String]) -> [String] {
        let assessment = cluster.assessment
        let values = Dictionary(assessment.indicators.map { ($0.indicator, $0.value) }) { first, _ in first }
        let axes = [assessment.ability, assessment.trigger].flatMap { score in
            [score.value, score.range?.lowerBound, score.range?.upperBound].map { $0?.scoreText ?? "" } + [String(score.known)]
        }
        let experts = Self.experts(assessment.experts)
        let rules = [report.ruleSet.name, String(report.ruleSet.version), report.ruleSet.sha256]
        return [
            cluster.code.description, assessment.outcome.rawValue, assessment.settled?.rawValue ?? "",
            assessment.basis.rawValue,
        ] + axes + [experts.view, experts.pattern?.rawValue ?? "", assessment.reasons.map(\.rawValue).joined(separator: " ")]
            + rules + indicators.map { (values[$0] ?? nil)?.scoreText ?? "" }
    }

    private static func experts(_ view: ExpertView?) -> (view: String, pattern: Pattern?) {
        switch view {
        case nil: ("none", nil)
        case .single(let pattern, _): ("single", pattern)
        case .consensus(let pattern, _): ("consensus", pattern)
        case .dissent: ("dissent", nil)
        }
    }

    // MARK: - JSON

    /// The same, with the cells of each indicator by kind of evidence and the ids of the evidence behind them.
    package func json() -> String {
        JSONText.object([
            (
                "ruleSet",
                .object([
                    ("name", .string(report.ruleSet.name)), ("version", .integer(report.ruleSet.version)),
                    ("sha256", .string(report.ruleSet.sha256)),
                ])
            ),
            ("isSample", .bool(report.isSample)),
            ("clusters", .array(report.clusters.map(Self.object))),
        ]).text
    }

    private static func object(_ cluster: ClusterReport) -> JSONText {
        let assessment = cluster.assessment
        let experts = experts(assessment.experts)
        return .object([
            ("cluster", .string(cluster.code.description)),
            ("outcome", .string(assessment.outcome.rawValue)),
            ("settled", .string(assessment.settled?.rawValue)),
            ("basis", .string(assessment.basis.rawValue)),
            ("ability", object(assessment.ability)),
            ("trigger", object(assessment.trigger)),
            ("experts", .object([("view", .string(experts.view)), ("pattern", .string(experts.pattern?.rawValue))])),
            ("reasons", .array(assessment.reasons.map { .string($0.rawValue) })),
            ("indicators", .array(assessment.indicators.map(object))),
        ])
    }

    private static func object(_ score: AxisScore) -> JSONText {
        .object([
            ("value", .score(score.value)), ("low", .score(score.range?.lowerBound)),
            ("high", .score(score.range?.upperBound)), ("withoutCeiling", .score(score.withoutCeiling)),
            ("known", .integer(score.known)), ("of", .integer(score.of)), ("direct", .integer(score.direct)),
        ])
    }

    private static func object(_ score: IndicatorScore) -> JSONText {
        let cells = score.cells.sorted { $0.key < $1.key }.map { type, cell in
            (
                type.rawValue,
                JSONText.object([
                    ("value", .score(cell.value)), ("anchors", .array(cell.anchors.map { .integer($0) })),
                    ("supporting", ids(cell.supporting)), ("contradicting", ids(cell.contradicting)),
                    ("setAside", ids(cell.setAside)),
                ])
            )
        }
        return .object([
            ("indicator", .string(score.indicator)), ("value", .score(score.value)),
            ("isConflicting", .bool(score.isConflicting)), ("cells", .object(cells)),
            (
                "unscored",
                .array(score.unscored.map { .object([("id", .integer(Int($0.id))), ("cause", .string($0.cause.rawValue))]) })
            ),
        ])
    }

    private static func ids(_ ids: [Int64]) -> JSONText { .array(ids.map { .integer(Int($0)) }) }
}
