import Clusters
import Coding
import SourceFiles
import Transcripts

/// How this rule set makes scores, in sentences: what it says of itself follows from its settings and cannot go stale.
struct MethodText {
    let ruleSet: RuleSet

    init(_ ruleSet: RuleSet) {
        self.ruleSet = ruleSet
    }

    var paragraphs: [LocalizedText] { [scores, aggregation, flags, axis(ruleSet.trigger), axis(ruleSet.ability), doubts] }

    private var rules: ScoringRules { ruleSet.scoring }

    private var scores: LocalizedText {
        LocalizedText(
            zh: "每項指標依三個書面錨點評為 0、1 或 2。0 須有明確的反面證據；沒有人提到的指標是「未知」，不是 0。引文的數量從不計入分數。",
            en: """
                Each indicator is scored 0, 1 or 2 by three written anchors. 0 needs explicit contrary evidence; an indicator \
                nobody speaks of is not known, which is not 0. The number of quotations never counts.
                """)
    }

    private var aggregation: LocalizedText {
        let setAside = LocalizedText(
            zh: "同一人的話若有相反的兩面，一面不足 \(rules.corroboration) 處而另一面達到者，前者列出而不計分。",
            en: """
                Where one voice says both, the side it takes in fewer than \(rules.corroboration) passages is set aside against \
                one it takes in \(rules.corroboration) or more.
                """)
        return LocalizedText(
            zh: """
                每類證據（\(list(rules.evidence).zh)）的分數，是其中出現的錨點（同一錨點不論出現幾次只算一次）的\(rules.within.name.zh)；\
                指標的分數是各類證據的\(rules.across.name.zh)。\(rules.corroboration > 1 ? setAside.zh : "")
                """,
            en: """
                A kind of evidence (\(list(rules.evidence).en)) has the \(rules.within.name.en) of the anchors that occur in it, \
                each counted once however often it occurs; an indicator has the \(rules.across.name.en) of its kinds of \
                evidence.\(rules.corroboration > 1 ? " " + setAside.en : "")
                """)
    }

    private var flags: LocalizedText {
        let treated = Flag.allCases.map { flag -> LocalizedText in
            let treatment = (rules.flags[flag] ?? .list).name
            return LocalizedText(zh: "\(flag.name.zh)：\(treatment.zh)", en: "\(flag.name.en) statements \(treatment.en)")
        }
        return LocalizedText(
            zh: "帶標記的語句——" + treated.map(\.zh).joined(separator: "；") + "。",
            en: "Of flagged statements: " + treated.map(\.en).joined(separator: "; ") + ".")
    }

    private func axis(_ rule: AxisRule) -> LocalizedText {
        let edges = (low: rule.lowerEdge.scoreText, high: rule.upperEdge.scoreText)
        let names = (rule.necessary?.indicators ?? []).compactMap { ruleSet[indicator: $0]?.name }
        let ceiling = (rule.necessary?.ceiling ?? 2).scoreText
        let necessary = LocalizedText(
            zh: "「\(names.map(\.zh).joined(separator: "」「"))」若在\(list(rules.direct).zh)中有明確反面證據，此軸至多為 \(ceiling)。",
            en: """
                 Explicit contrary evidence on \(names.map { $0.en.lowercased() }.joined(separator: ", ")) in \
                \(list(rules.direct).en) keeps it at \(ceiling) or below.
                """)
        return LocalizedText(
            zh: """
                「\(rule.name.zh)」軸是已知指標的\(rule.aggregation.name.zh)：低於 \(edges.low) 為低，達 \(edges.high) 為高，其間為邊界；\
                至少須知道 \(rule.leastKnown) 項指標，其中 \(rule.leastDirect) 項須有\(list(rules.direct).zh)的證據。\
                \(names.isEmpty ? "" : necessary.zh)
                """,
            en: """
                \(rule.name.en) is the \(rule.aggregation.name.en) of its known indicators: low below \(edges.low), high from \
                \(edges.high), borderline between. At least \(rule.leastKnown) must be known, \(rule.leastDirect) of them from \
                \(list(rules.direct).en).\(names.isEmpty ? "" : necessary.en)
                """)
    }

    private var doubts: LocalizedText {
        let contested = LocalizedText(
            zh: "若互相矛盾的證據足以改變一軸的高低，也由專家判定。",
            en: " So they do where evidence that contradicts itself decides the side of an axis.")
        let asks = rules.contested == .experts
        return LocalizedText(
            zh: "邊界的群聚由專家判定\(asks ? "；" : "。")\(asks ? contested.zh : "")專家互不知悉彼此與系統的判定；意見不一時，系統不代為裁決。",
            en: """
                Borderline clusters are for the experts to decide.\(asks ? contested.en : "") Experts rate blind to each other and \
                to the rules; where they disagree, the rules break no tie.
                """)
    }

    private func list(_ types: Set<EvidenceType>) -> LocalizedText {
        let names = types.sorted().map(\.name)
        return LocalizedText(
            zh: names.map(\.zh).joined(separator: "、"),
            en: names.count > 1
                ? names.dropLast().map(\.en).joined(separator: ", ") + " or " + (names.last?.en ?? "") : names.first?.en ?? "")
    }
}
