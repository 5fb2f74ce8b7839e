import Clusters
import Coding
package import SourceFiles
import Transcripts

/// A study's results for a terminal: the suggestions of each transcript, and the table of clusters.
package struct StudyText: Sendable {
    private let report: StudyReport
    private let language: Language
    private let width: Int

    /// - Parameter width: Columns of the terminal.
    package init(_ report: StudyReport, in language: Language, width: Int = 80) {
        self.report = report
        self.language = language
        self.width = width
    }

    /// One section per transcript: who says what, under which code, in their words.
    package func transcripts() -> String {
        report.documents.filter { $0.type == .transcript }.map { document in
            let heading = [document.cluster?.description, document.type.name[language], document.participant?.description]
                .compactMap(\.self).joined(separator: " · ")
            let table = TerminalTable(
                columns: [
                    .init(Words.speaker[language]),
                    .init(Words.code[language], overflow: .wrap),
                    .init(Words.quotation[language], overflow: .wrap),
                    .init(Words.flags[language], overflow: .wrap),
                ],
                rows: document.passages.map { passage in
                    [
                        passage.participant?.description ?? "–", passage.code[language], passage.quotation,
                        passage.flags.sorted().map { $0.name[language] }.joined(separator: " "),
                    ]
                })
            return heading + "\n" + table.text(width: width)
        }.joined(separator: "\n")
    }

    /// The clusters with their patterns, by code, and below the table what is to be minded of each.
    package func clusters() -> String {
        let table = TerminalTable(
            columns: [
                .init(Words.cluster[language]),
                .init(Words.pattern[language]),
                .init(report.ruleSet.ability.name[language], .right),
                .init(report.ruleSet.trigger.name[language], .right),
                .init(Words.basis[language]),
                .init(Words.experts[language], overflow: .wrap),
            ],
            rows: report.clusters.map { cluster in
                let assessment = cluster.assessment
                return [
                    cluster.code.description, assessment.outcome.name(in: report.ruleSet)[language],
                    Self.value(assessment.ability), Self.value(assessment.trigger), assessment.basis.name[language],
                    Words.expertView(assessment.experts)[language],
                ]
            })
        return table.text(width: width) + "\n" + report.clusters.map(toMind).joined()
    }

    private func toMind(_ cluster: ClusterReport) -> String {
        let code = cluster.code.description
        let reasons = report.ruleSet.texts(cluster.assessment.reasons, in: language).joined(separator: " ")
        return TerminalText.wrapped(reasons, to: max(width - code.count - 2, 20)).enumerated().map { index, line in
            (index == 0 ? code : String(repeating: " ", count: code.count)) + "  " + line + "\n"
        }.joined()
    }

    private static func value(_ score: AxisScore) -> String { score.value?.scoreText ?? "–" }
}
