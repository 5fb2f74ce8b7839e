import Clusters
import Reports
import SourceFiles
import Storage
import Transcripts

/// Where a cluster stands, with the words behind every indicator.
struct ClusterStory {
    let study: String
    let cluster: ClusterLine
    let rules: RuleSet
    /// By id.
    let evidence: EvidenceIndex

    init(study: String, cluster: ClusterLine, rules: RuleSet, evidence: [Evidence]) {
        self.study = study
        self.cluster = cluster
        self.rules = rules
        self.evidence = EvidenceIndex(evidence)
    }

    func print(_ output: Output) {
        let language = output.language
        let assessment = cluster.assessment
        output.fields([
            ("群聚", "Cluster", cluster.code.description + (cluster.commodity.map { " \($0[language])" } ?? "")),
            ("成員", "Members", cluster.members.map(String.init)), ("文件", "Documents", "\(cluster.documents)"),
            (
                "型態", "Pattern",
                assessment.map { $0.outcome.name(in: rules)[language] } ?? output.text(zh: "尚未分類", en: "not classified yet")
            ),
            ("依據", "Basis", assessment?.basis.name[language]),
            (rules.ability.name.zh, rules.ability.name.en, assessment.map { axis($0.ability, output) }),
            (rules.trigger.name.zh, rules.trigger.name.en, assessment.map { axis($0.trigger, output) }),
            ("專家", "Experts", assessment?.experts?.name[language]),
            ("說明", "To mind", assessment.flatMap { $0.remarks(by: rules, in: language) }),
            ("分類時間", "Classified", cluster.classifiedAt?.local),
        ])
        for score in assessment?.indicators ?? [] {
            let name = rules[indicator: score.indicator]?.name ?? LocalizedText(zh: score.indicator, en: score.indicator)
            let value = score.value?.scoreText
            output.heading(
                zh: "\(name.zh)  \(value ?? "未知")\(score.isConflicting ? "  證據互相矛盾" : "")",
                en: "\(name.en)  \(value ?? "not known")\(score.isConflicting ? "  evidence conflicts" : "")")
            let rows = rows(score, output)
            if rows.isEmpty { continue }
            output.table(
                [
                    .init("證據", "Evidence"), .init("分數", "Score", .right), .init("", ""), .init("誰", "Who"),
                    .init("引文", "Quotation", overflow: .wrap),
                ], rows)
        }
    }

    private func axis(_ score: AxisScore, _ output: Output) -> String {
        output.text(
            zh: "\(score.value?.scoreText ?? "–")（已知 \(score.known)/\(score.of) 項指標）",
            en: "\(score.value?.scoreText ?? "–") (\(score.known) of \(score.of) indicators known)")
    }

    /// A line for each quotation: by kind of evidence, for, then against. What stands above is not repeated, nor is a sentence
    /// that several codes found.
    private func rows(_ score: IndicatorScore, _ output: Output) -> [[String]] {
        score.cells.sorted { $0.key < $1.key }.flatMap { type, cell in
            let sides = [
                (cell.supporting, output.text(zh: "支持", en: "supports")),
                (cell.contradicting, output.text(zh: "反面", en: "contradicts")),
            ]
            var seen: Set<[String]> = []
            let quoted = sides.flatMap { ids, side in
                evidence.ordered(ids).map { id in
                    [
                        cell.setAside.contains(id) ? output.text(zh: "不計", en: "set aside") : side,
                        evidence[id]?.participant?.description ?? "–",
                        evidence[id]?.quotation
                            ?? output.text(zh: "（證據已更新，等待重新分類）", en: "(changed since; to be classified again)"),
                    ]
                }.filter { seen.insert($0).inserted }
            }
            return quoted.enumerated().map { index, row in
                (index == 0 ? [type.name[output.language], cell.value.scoreText] : ["", ""]) + row
            }
        }
    }
}

extension Assessment {
    /// What to mind about it; nil where there is nothing.
    func remarks(by rules: RuleSet, in language: Language) -> String? {
        let texts = rules.texts(reasons, in: language)
        return texts.isEmpty ? nil : texts.joined(separator: language.text(zh: "", en: " "))
    }
}

extension EvidenceType {
    var name: LocalizedText {
        switch self {
        case .interview: LocalizedText(zh: "訪談", en: "interview")
        case .observation: LocalizedText(zh: "觀察", en: "observation")
        case .secondaryData: LocalizedText(zh: "次級資料", en: "secondary data")
        case .expertMeeting: LocalizedText(zh: "專家會議", en: "expert meeting")
        }
    }
}
