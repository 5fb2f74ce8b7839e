import Codebooks
package import SourceFiles
import Transcripts

extension Variation {
    /// What is made otherwise, in words: the row's title in a table of outcomes.
    package func name(in ruleSet: RuleSet) -> LocalizedText {
        switch self {
        case .threshold(let axis, _):
            let name = ruleSet[axis].name
            let value = applied(to: ruleSet)[axis].threshold.scoreText
            return LocalizedText(zh: "「\(name.zh)」門檻改為 \(value)", en: "\(name.en) threshold at \(value)")
        case .band(0):
            return LocalizedText(zh: "不設邊界帶", en: "No borderline band")
        case .band(let times):
            return LocalizedText(zh: "邊界帶寬度為 \(times) 倍", en: "Borderline band \(times) times as wide")
        case .axisAggregation(let aggregation):
            return LocalizedText(zh: "軸取各指標的\(aggregation.name.zh)", en: "Axis: \(aggregation.name.en) of its indicators")
        case .within(let aggregation):
            return LocalizedText(
                zh: "同類證據取各錨點的\(aggregation.name.zh)", en: "Kind of evidence: \(aggregation.name.en) of its anchors")
        case .across(let aggregation):
            return LocalizedText(
                zh: "指標取各類證據的\(aggregation.name.zh)", en: "Indicator: \(aggregation.name.en) of kinds of evidence")
        case .withoutNecessary:
            return LocalizedText(zh: "不設必要指標", en: "No necessary indicator")
        case .corroboration(1):
            return LocalizedText(zh: "單獨一句也計入", en: "A stray sentence counts in full")
        case .corroboration(let passages):
            return LocalizedText(
                zh: "同一人說 \(passages) 次才排除相反的話", en: "\(passages) passages of a voice set aside what it says otherwise")
        case .hedged(let treatment):
            return LocalizedText(zh: "保留語氣：\(treatment.name.zh)", en: "Hedged statements \(treatment.name.en)")
        case .negated(let treatment):
            return LocalizedText(zh: "否定語句：\(treatment.name.zh)", en: "Denied statements \(treatment.name.en)")
        case .contested(.shown):
            return LocalizedText(zh: "矛盾只標示，不送專家", en: "Contradictions are shown and decide nothing")
        case .contested(.experts):
            return LocalizedText(zh: "關鍵矛盾送專家判定", en: "Contradictions that decide go to the experts")
        case .without(let type):
            return LocalizedText(zh: "不計\(type.name.zh)", en: "Without \(type.name.en)")
        }
    }
}

extension Aggregation {
    package var name: LocalizedText {
        switch self {
        case .median: LocalizedText(zh: "中位數", en: "median")
        case .mean: LocalizedText(zh: "平均數", en: "mean")
        case .lowest: LocalizedText(zh: "最低值", en: "lowest")
        case .highest: LocalizedText(zh: "最高值", en: "highest")
        }
    }
}

extension FlagTreatment {
    /// Said of statements: "hedged statements *count as partial*".
    package var name: LocalizedText {
        switch self {
        case .score: LocalizedText(zh: "照常計分", en: "count in full")
        case .weaken: LocalizedText(zh: "只算部分", en: "count as partial")
        case .reverse: LocalizedText(zh: "視為反面證據", en: "count as contrary evidence")
        case .list: LocalizedText(zh: "只列出，不計分", en: "are listed and do not count")
        }
    }
}

extension EvidenceType {
    package var name: LocalizedText {
        switch self {
        case .interview: LocalizedText(zh: "訪談", en: "interviews")
        case .observation: LocalizedText(zh: "觀察", en: "observation")
        case .secondaryData: LocalizedText(zh: "次級資料", en: "secondary data")
        case .expertMeeting: LocalizedText(zh: "專家會議", en: "expert meetings")
        }
    }
}
