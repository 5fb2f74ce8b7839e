package import Clusters
package import Coding
package import SourceFiles
package import Transcripts

extension Outcome {
    /// `II Ability-oriented`, or what stands in the place of a pattern.
    package func name(in ruleSet: RuleSet) -> LocalizedText {
        switch self {
        case .pattern(let pattern):
            let name = ruleSet.patterns[pattern]?.name ?? LocalizedText(zh: "", en: "")
            return LocalizedText(zh: "\(pattern.rawValue) \(name.zh)", en: "\(pattern.rawValue) \(name.en)")
        case .borderline: return LocalizedText(zh: "邊界", en: "Borderline")
        case .insufficient: return LocalizedText(zh: "證據不足", en: "Insufficient evidence")
        }
    }

    /// As short as a cell of a wide table needs it.
    var sign: LocalizedText {
        switch self {
        case .pattern(let pattern): LocalizedText(zh: pattern.rawValue, en: pattern.rawValue)
        case .borderline: LocalizedText(zh: "邊界", en: "border")
        case .insufficient: LocalizedText(zh: "不足", en: "insuff.")
        }
    }
}

extension Basis {
    package var name: LocalizedText {
        switch self {
        case .provisional: LocalizedText(zh: "暫定", en: "provisional")
        case .certified: LocalizedText(zh: "已確認", en: "certified")
        }
    }
}

extension EvidenceStanding {
    var name: LocalizedText {
        switch self {
        case .suggested: LocalizedText(zh: "建議", en: "suggested")
        case .certified: LocalizedText(zh: "已確認", en: "certified")
        }
    }
}

extension AxisRule.Side {
    var name: LocalizedText {
        switch self {
        case .low: LocalizedText(zh: "低", en: "low")
        case .borderline: LocalizedText(zh: "邊界", en: "borderline")
        case .high: LocalizedText(zh: "高", en: "high")
        }
    }
}

extension DocumentType {
    package var name: LocalizedText {
        switch self {
        case .transcript: LocalizedText(zh: "逐字稿", en: "transcript")
        case .observationNote: LocalizedText(zh: "觀察紀錄", en: "observation note")
        case .questionnaire: LocalizedText(zh: "互動問卷", en: "questionnaire")
        case .proposal: LocalizedText(zh: "計畫書", en: "proposal")
        case .midTermReport: LocalizedText(zh: "期中報告", en: "mid-term report")
        case .finalReport: LocalizedText(zh: "期末報告", en: "final report")
        case .consultationReport: LocalizedText(zh: "輔導報告", en: "consultation report")
        case .expertMeeting: LocalizedText(zh: "專家會議", en: "expert meeting")
        }
    }
}

extension Flag {
    package var name: LocalizedText {
        switch self {
        case .negated: LocalizedText(zh: "否定", en: "denied")
        case .hedged: LocalizedText(zh: "保留語氣", en: "hedged")
        case .hypothetical: LocalizedText(zh: "假設", en: "supposed")
        case .reported: LocalizedText(zh: "轉述", en: "reported")
        case .question: LocalizedText(zh: "疑問", en: "asked")
        }
    }
}

extension UnscoredEvidence.Cause {
    var name: LocalizedText {
        switch self {
        case .kindOfEvidence: LocalizedText(zh: "這類證據不計分", en: "this kind of evidence is not scored")
        case .otherSubject: LocalizedText(zh: "說的是別人", en: "speaks of somebody else")
        case .hypothetical: LocalizedText(zh: "只是假設", en: "only supposed")
        case .reported: LocalizedText(zh: "轉述他人的看法", en: "somebody else’s view")
        case .question: LocalizedText(zh: "是疑問", en: "asked, not stated")
        case .hedgedContrary: LocalizedText(zh: "反面而有保留，不夠明確", en: "contrary but hedged, not explicit enough")
        case .negatedContrary: LocalizedText(zh: "否認缺點，不等於優點", en: "a weakness denied, which shows no strength")
        case .flagged: LocalizedText(zh: "依規則只列出", en: "listed only, by the rules")
        case .unknownAnchor: LocalizedText(zh: "錨點不明", en: "of no known anchor")
        }
    }
}

extension ExpertView {
    /// `agree on II (2)`.
    package var name: LocalizedText { Words.expertView(self) }
}
