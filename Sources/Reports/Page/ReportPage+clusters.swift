import Clusters
import SourceFiles
import Transcripts

/// One cluster after the other: what came out, by which indicators, on whose words.
extension ReportPage {
    func clustersSection() -> Markup {
        section("clusters", Words.clusters) {
            for cluster in report.clusters { article(cluster) }
        }
    }

    private func article(_ cluster: ClusterReport) -> Markup {
        let assessment = cluster.assessment
        let about = [cluster.commodity.map(text), cluster.members.map { text(Words.members($0)) }].compactMap(\.self)
        let quoted = QuotedIndicator.all(of: cluster)
        return element("article", ["id": "cluster-\(cluster.code)", "aria-labelledby": "cluster-\(cluster.code)-title"]) {
            element("h3", ["id": "cluster-\(cluster.code)-title"]) {
                cluster.code.description
                if !about.isEmpty { element("small") { about.joined(separator: " · ") } }
            }
            element("p", ["class": "verdict"]) {
                badge(assessment.outcome)
                basis(assessment.basis)
                element("span", ["class": "experts"]) {
                    text(Words.expertsSay(assessment.experts))
                }
            }
            if !assessment.reasons.isEmpty {
                element("ul", ["class": "reasons"]) {
                    for reason in report.ruleSet.texts(assessment.reasons, in: language) { element("li") { reason } }
                }
            }
            next(cluster)
            indicatorTable(cluster)
            if !quoted.isEmpty {
                element("details", ["open": ""]) {
                    element("summary") { text(Words.quotations(quoted.reduce(0) { $0 + $1.count })) }
                    for indicator in quoted { quotations(on: indicator) }
                }
            }
            remarks(cluster)
        }
    }

    /// What the programme can do, and what would move the cluster.
    private func next(_ cluster: ClusterReport) -> Markup {
        var entries: [(term: LocalizedText, words: LocalizedText)] = []
        if case .pattern(let pattern) = cluster.assessment.outcome, let words = report.ruleSet.patterns[pattern] {
            entries.append((Words.advice, words.advice))
        }
        if let move = cluster.sensitivity?.moves.first(where: \.isUpward) {
            entries.append((Words.nearest, Words.move(move, report.ruleSet)))
        }
        guard !entries.isEmpty else { return Markup() }
        return element("dl", ["class": "next"]) {
            for entry in entries {
                element("dt") { text(entry.term) }
                element("dd") { text(entry.words) }
            }
        }
    }

    private func remarks(_ cluster: ClusterReport) -> Markup {
        let ratings = cluster.ratings.filter { $0.comment != nil }.sorted { $0.rater < $1.rater }
        guard !ratings.isEmpty else { return Markup() }
        return element("ul", ["class": "remarks"]) {
            for rating in ratings {
                element("li") {
                    element("b") { "\(rating.rater) (\(rating.pattern.rawValue))" }
                    " "
                    element("span", ["lang": Language(of: rating.comment ?? "").tag]) { rating.comment ?? "" }
                }
            }
        }
    }

    // MARK: - Indicators

    private var scoredTypes: [EvidenceType] { report.ruleSet.scoring.evidence.sorted() }

    private func indicatorTable(_ cluster: ClusterReport) -> Markup {
        let scores = Dictionary(cluster.assessment.indicators.map { ($0.indicator, $0) }) { first, _ in first }
        let caption = LocalizedText(
            zh: "\(cluster.code) 各指標在各類證據中的分數", en: "\(cluster.code): indicators by kind of evidence")
        return table("indicators", caption: caption) {
            columns([Words.indicator] + scoredTypes.map(\.name) + [Words.overall])
            for axis in report.ruleSet.axes {
                element("tbody") {
                    for indicator in axis.indicators {
                        element("tr") {
                            element("th", ["scope": "row"]) { text(indicator.name) }
                            for type in scoredTypes { cell(scores[indicator.id]?.cells[type]) }
                            overall(scores[indicator.id])
                        }
                    }
                    axisRow(axis, cluster.assessment[axis.axis])
                }
            }
        }
    }

    private func cell(_ cell: IndicatorCell?) -> Markup {
        element("td", ["class": "figure"]) {
            if let cell {
                cell.value.scoreText
                if cell.isContrary && cell.isSupportive { conflictMark() }
            } else {
                element("span", ["class": "silent"]) { "–" }
            }
        }
    }

    private func overall(_ score: IndicatorScore?) -> Markup {
        element("td", ["class": "figure overall"]) {
            if let score, let value = score.value {
                value.scoreText
                if score.isConflicting { conflictMark() }
            } else {
                element("span", ["class": "silent"]) { text(Words.unknown) }
            }
        }
    }

    private func conflictMark() -> Markup {
        element("span", ["class": "conflict"]) { text(Words.conflict) }
    }

    private func axisRow(_ axis: AxisRule, _ score: AxisScore) -> Markup {
        let side = score.value.map { text(axis.side(of: $0).name) }
        return element("tr", ["class": "axis"]) {
            element("th", ["scope": "row"]) { text(axis.name) }
            element("td", ["colspan": String(scoredTypes.count)]) {
                [
                    text(Words.known(score.known, of: score.of)),
                    score.withoutCeiling.map { "\($0.scoreText) → \(axisValue(score)) \(text(Words.heldBack))" },
                    score.range.flatMap {
                        $0.lowerBound < $0.upperBound
                            ? "\($0.lowerBound.scoreText)–\($0.upperBound.scoreText)" : nil
                    },
                ].compactMap(\.self).joined(separator: " · ")
            }
            element("td", ["class": "figure overall"]) {
                axisValue(score)
                if let side { element("span", ["class": "side"]) { side } }
            }
        }
    }
}
