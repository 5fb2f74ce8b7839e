import Clusters
import SourceFiles

/// Sentences with figures in them.
extension Words {
    static func standfirst(clusters: Int, documents: Int, passages: Int) -> LocalizedText {
        LocalizedText(
            zh: "\(clusters) 個群聚，\(documents) 份文件，\(passages) 則編碼建議。",
            en: "\(counted(clusters, "cluster")), \(counted(documents, "document")), \(counted(passages, "suggestion")).")
    }

    static func members(_ count: Int) -> LocalizedText {
        LocalizedText(zh: "\(count) 家", en: counted(count, "member"))
    }

    static func quotations(_ count: Int) -> LocalizedText {
        LocalizedText(zh: "引文 \(count) 則", en: counted(count, "quotation"))
    }

    static func suggestions(_ count: Int) -> LocalizedText {
        LocalizedText(zh: "\(count) 則", en: counted(count, "suggestion"))
    }

    static func known(_ known: Int, of all: Int) -> LocalizedText {
        LocalizedText(zh: "已知 \(known)／\(all) 項指標", en: "\(known) of \(all) indicators known")
    }

    static func figureTitle(_ ruleSet: RuleSet) -> LocalizedText {
        LocalizedText(
            zh: "橫軸為\(ruleSet.ability.name.zh)，縱軸為\(ruleSet.trigger.name.zh)，皆由 0 至 2",
            en: "\(ruleSet.ability.name.en) across, \(ruleSet.trigger.name.en.lowercased()) upwards, both from 0 to 2")
    }

    static func figureCaption(_ ruleSet: RuleSet) -> LocalizedText {
        let (ability, trigger) = (ruleSet.ability, ruleSet.trigger)
        return LocalizedText(
            zh: """
                \(figureTitle(ruleSet).zh)。虛線為門檻（\(ability.name.zh) \(ability.threshold.scoreText)、\
                \(trigger.name.zh) \(trigger.threshold.scoreText)），淡色帶為邊界帶。同樣的數字見下表。
                """,
            en: """
                \(figureTitle(ruleSet).en). Dashed lines are the thresholds (\(ability.name.en.lowercased()) \
                \(ability.threshold.scoreText), \(trigger.name.en.lowercased()) \(trigger.threshold.scoreText)), \
                the tinted bands are borderline. The table below has the same figures.
                """)
    }

    static func expertView(_ view: ExpertView?) -> LocalizedText {
        switch view {
        case nil: LocalizedText(zh: "尚未評定", en: "not rated")
        case .consensus(let pattern, let raters):
            LocalizedText(zh: "一致為 \(pattern.rawValue)（\(raters) 位）", en: "agree on \(pattern.rawValue) (\(raters))")
        case .single(let pattern, _):
            LocalizedText(zh: "\(pattern.rawValue)（僅 1 位）", en: "\(pattern.rawValue) (one only)")
        case .dissent(let ratings): dissent(ratings.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.rawValue)" })
        }
    }

    private static func dissent(_ ratings: [String]) -> LocalizedText {
        LocalizedText(zh: "不一致，" + ratings.joined(separator: "、"), en: "differ: " + ratings.joined(separator: ", "))
    }

    static func expertsSay(_ view: ExpertView?) -> LocalizedText {
        let view = expertView(view)
        return LocalizedText(zh: "專家：\(view.zh)", en: "Experts: \(view.en)")
    }

    static func move(_ move: Sensitivity.Move, _ ruleSet: RuleSet) -> LocalizedText {
        let name = ruleSet[indicator: move.indicator]?.name ?? LocalizedText(zh: move.indicator, en: move.indicator)
        let outcome = move.outcome.name(in: ruleSet)
        let from = move.from.map(\.scoreText)
        return LocalizedText(
            zh: "「\(name.zh)」由\(from.map { " \($0) " } ?? "未知")變為 \(move.to)，即為「\(outcome.zh)」。",
            en: "\(name.en) from \(from ?? "not known") to \(move.to) would make it “\(outcome.en)”.")
    }

    static func unchanged(_ count: Int, of all: Int) -> LocalizedText {
        LocalizedText(zh: "\(count)／\(all)", en: "\(count) of \(all)")
    }

    private static func counted(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
