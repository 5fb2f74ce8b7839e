import Clusters
import SourceFiles
import Transcripts

/// What other rules would have made of the clusters.
extension ReportPage {
    func firmnessSection() -> Markup {
        let clusters = report.clusters.filter { $0.sensitivity != nil }
        guard let rows = clusters.first?.sensitivity?.rows else { return Markup() }
        return section("firmness", Words.firmness) {
            element("p", ["class": "lead"]) { text(Words.firmnessLead) }
            table("firmness", caption: Words.firmnessCaption) {
                element("thead") {
                    element("tr") {
                        element("th", ["scope": "col"]) { text(Words.variation) }
                        for cluster in clusters { element("th", ["scope": "col"]) { cluster.code.description } }
                    }
                }
                element("tbody") {
                    element("tr", ["class": "as-it-is"]) {
                        element("th", ["scope": "row"]) { text(Words.asItIs) }
                        for cluster in clusters { element("td") { text(cluster.assessment.outcome.sign) } }
                    }
                    for (index, row) in rows.enumerated() {
                        element("tr") {
                            element("th", ["scope": "row"]) { text(row.variation.name(in: report.ruleSet)) }
                            for cluster in clusters { outcome(of: cluster, in: index) }
                        }
                    }
                }
                element("tfoot") {
                    element("tr") {
                        element("th", ["scope": "row"]) { text(Words.unchanged) }
                        for cluster in clusters {
                            element("td") {
                                let unchanged = cluster.sensitivity?.count(of: cluster.assessment.outcome) ?? 0
                                text(Words.unchanged(unchanged, of: rows.count))
                            }
                        }
                    }
                }
            }
        }
    }

    private func outcome(of cluster: ClusterReport, in row: Int) -> Markup {
        guard let rows = cluster.sensitivity?.rows, rows.indices.contains(row) else { return element("td") { "–" } }
        let outcome = rows[row].outcome
        return element("td", ["class": outcome == cluster.assessment.outcome ? nil : "changed"]) {
            if outcome == cluster.assessment.outcome {
                text(outcome.sign)
            } else {
                element("strong") { text(outcome.sign) }
            }
        }
    }
}
