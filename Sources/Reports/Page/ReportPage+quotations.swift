import Clusters
import SourceFiles
import Transcripts

/// Quotations: what was said, by whom, and what is to be minded about it.
extension ReportPage {
    func quotations(on indicator: QuotedIndicator) -> Markup {
        element("section", ["class": "quoted"]) {
            element("h4") {
                report.ruleSet[indicator: indicator.score.indicator].map { text($0.name) } ?? indicator.score.indicator
                element("small") { indicator.score.value.map(\.scoreText) ?? text(Words.unknown) }
            }
            element("div") {
                for group in indicator.groups {
                    element("h5") { title(of: group, in: indicator.score) }
                    element("ul", ["class": group.type == nil ? "quotations unscored" : "quotations"]) {
                        for passage in group.passages { quotation(passage) }
                    }
                }
            }
        }
    }

    private func title(of group: QuotedIndicator.Group, in score: IndicatorScore) -> String {
        guard let type = group.type, let cell = score.cells[type] else { return text(Words.unscored) }
        return "\(text(type.name)) \(cell.value.scoreText)"
    }

    private func quotation(_ passage: QuotedIndicator.Passage) -> Markup {
        element("li", ["class": passage.isAgainst ? "against" : nil]) {
            if let words = passage.words {
                let source = [passage.participant?.description, passage.documentType.map { text($0.name) }].compactMap(\.self)
                quoted(words, source: source, marks: passage.marks.map(text), standing: passage.standing)
            } else {
                element("span", ["class": "silent"]) { text(Words.noQuotation) }
            }
        }
    }

    /// A quotation with where it is from, what is to be minded, and whether a person stands behind it.
    func quoted(_ words: String, source: [String], marks: [String], standing: EvidenceStanding) -> Markup {
        let parts = [
            element("q", ["lang": Language(of: words).tag]) { words },
            element("span", ["class": "source"]) { (source + [text(standing.name)]).joined(separator: " · ") },
        ]
        return MarkupBuilder.buildArray(parts + marks.map { mark in element("span", ["class": "mark"]) { mark } })
    }
}
