import Clusters
import SourceFiles
import Transcripts

/// The figure, and the same as a table.
extension ReportPage {
    func positionsSection() -> Markup {
        let absent = report.clusters.filter { !QuadrantPlot.shows($0) }
        let isContested = report.clusters.contains { cluster in
            [cluster.assessment.ability, cluster.assessment.trigger].contains { score in
                QuadrantPlot.shows(cluster) && score.range.map { $0.lowerBound < $0.upperBound } ?? false
            }
        }
        return section("positions", Words.positions) {
            element("figure", ["class": "quadrant-figure"]) {
                QuadrantPlot(report: report, language: language).svg()
                element("figcaption") {
                    element("p") { text(Words.figureCaption(report.ruleSet)) }
                    if isContested { element("p") { text(Words.contestedNote) } }
                    if !absent.isEmpty {
                        element("h3") { text(Words.beside) }
                        element("ul", ["class": "beside"]) {
                            for cluster in absent {
                                element("li") {
                                    element("b") { cluster.code.description }
                                    " "
                                    reasons(cluster.assessment)
                                }
                            }
                        }
                    }
                }
            }
            outcomesTable()
        }
    }

    private func outcomesTable() -> Markup {
        table("outcomes", caption: Words.outcomesCaption) {
            columns([
                Words.cluster, Words.pattern, report.ruleSet.ability.name, report.ruleSet.trigger.name, Words.basis,
                Words.experts, Words.reasons,
            ])
            element("tbody") {
                for cluster in report.clusters {
                    let assessment = cluster.assessment
                    element("tr") {
                        element("th", ["scope": "row"]) {
                            element("a", ["href": "#cluster-\(cluster.code)"]) { cluster.code.description }
                        }
                        element("td") { badge(assessment.outcome) }
                        element("td", ["class": "figure"]) { axisValue(assessment.ability) }
                        element("td", ["class": "figure"]) { axisValue(assessment.trigger) }
                        element("td") { basis(assessment.basis) }
                        element("td") { text(Words.expertView(assessment.experts)) }
                        element("td", ["class": "reasons"]) { reasons(assessment) }
                    }
                }
            }
        }
    }

    // MARK: - Parts of other sections too

    func badge(_ outcome: Outcome) -> Markup {
        element("span", ["class": "badge \(QuadrantPlot.tint(outcome))"]) { text(outcome.name(in: report.ruleSet)) }
    }

    func basis(_ basis: Basis) -> Markup {
        element("span", ["class": "basis \(basis.rawValue)"]) { text(basis.name) }
    }

    func axisValue(_ score: AxisScore) -> String {
        score.value.map(\.scoreText) ?? "–"
    }

    func reasons(_ assessment: Assessment) -> String {
        report.ruleSet.texts(assessment.reasons, in: language).joined(separator: text(Words.sentenceSeparator))
    }
}
