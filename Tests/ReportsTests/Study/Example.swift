import Clusters
import Codebooks
import Coding
import SourceFiles
import Testing
import Transcripts

@testable import Reports

/// A study for the tests of the page: one cluster of each outcome, some at the same place, with words in both languages.
enum Example {
    private static let abilities = ["management", "product-design", "marketing", "brand", "information-technology"]

    /// What is said of a cluster: indicator, anchor, kind of document, words, flags.
    private typealias Line = (indicator: String, anchor: Int, document: DocumentType, words: String, flags: Set<Flag>)

    private static func evidence(_ cluster: ClusterCode, _ lines: [Line]) -> [Evidence] {
        lines.enumerated().map { index, line in
            Evidence(
                id: Int64(index + 1),
                anchor: IndicatorAnchor(
                    indicator: line.indicator, value: line.anchor, subject: line.indicator == "leader" ? .leader : .cluster),
                evidenceType: line.document.evidenceType, documentType: line.document, flags: line.flags,
                standing: index % 5 == 0 ? .certified : .suggested, quotation: line.words,
                participant: line.document == .transcript ? ParticipantCode(cluster: cluster, role: "L") : nil)
        }
    }

    private static func able(_ anchor: Int, _ words: String) -> [Line] {
        abilities.map { ($0, anchor, .transcript, "\(words)（\($0)）", []) }
    }

    private static let drive: [Line] = [
        ("leader", 2, .transcript, "每個月第一個禮拜二，我一定把大家找來，一家一家問缺什麼。", []),
        ("leader", 2, .observationNote, "召集人主動協調三家店的檔期，並當場分派工作。", []),
        ("member-needs", 2, .transcript, "We all wanted a shared packing room, so we asked for it ourselves.", []),
        ("knowledge-sharing", 2, .transcript, "誰去上了課，回來就講給大家聽。", []),
        ("knowledge-sharing", 1, .midTermReport, "本期辦理交流一場。", []),
    ]

    private static let firmFirst: [Line] = [
        ("leader", 0, .transcript, "For me the cluster is one of the achievements of my company.", []),
        ("leader", 0, .transcript, "The trophy was put in our shop. I mean, where else should it go?", []),
        ("leader", 2, .finalReport, "召集人積極推動群聚發展，成效卓著。", []),
        ("member-needs", 1, .transcript, "有幾家想要冷藏車，其他的都說再看看。", []),
        ("knowledge-sharing", 2, .observationNote, "會後兩位師傅互相示範熬糖的火候。", []),
    ]

    private static func cluster(
        _ code: ClusterCode, _ commodity: LocalizedText, _ lines: [Line], rated: [Pattern], by ruleSet: RuleSet
    ) -> ClusterReport {
        let ratings = rated.enumerated().map { index, pattern in
            ExpertRating(
                rater: "專家\(index == 0 ? "甲" : "乙")", cluster: code, pattern: pattern,
                comment: index == 0 ? nil : "領導人的角色 <b>值得</b> 再訪。")
        }
        let evidence = evidence(code, lines)
        return ClusterReport(
            code: code, commodity: commodity, members: 15,
            assessment: Classifier.assess(evidence, experts: ratings, by: ruleSet), evidence: evidence,
            sensitivity: Sensitivity(evidence, by: ruleSet), ratings: ratings)
    }

    static func report() throws -> StudyReport {
        let ruleSet = try #require(try RuleSetLibrary.ruleSet("lin-patterns"))
        let good = "我們自己排程、自己算成本，做得很穩"
        let weak = "這個我們真的不會，都是想到才做"
        let half: [Line] = [
            ("leader", 1, .transcript, "計畫要開會我就發個通知。", []),
            ("member-needs", 1, .transcript, "部分成員希望有共同品牌。", []),
            ("knowledge-sharing", 1, .transcript, "老師來的時候大家會聊一下。", [.hedged]),
        ]
        let ideas: [Line] = [
            ("leader", 2, .transcript, "如果有經費，我就帶大家去參展。", [.hypothetical]),
            ("leader", 0, .transcript, "想法很多，都還沒有開始做。", []),
            ("member-needs", 1, .transcript, "有人想要網站。", []),
            ("knowledge-sharing", 0, .transcript, "大家的配方都不會講。", []),
        ]
        let mixed: [Line] = [
            ("brand", 0, .observationNote, "Visitors asked whose products these were; no sign gave a name.", []),
            ("brand", 2, .finalReport, "品牌知名度大幅提升。", []),
            ("marketing", 2, .transcript, "人家說我們很會賣。", [.reported]),
        ]
        let food = LocalizedText(zh: "食品伴手禮", en: "food souvenirs")
        let craft = LocalizedText(zh: "手工藝品", en: "handicrafts")
        let sign: [Line] = [("brand", 2, .observationNote, "攤位招牌一眼認得。", [])]
        let praise: [Line] = [
            ("brand", 2, .proposal, "本群聚品牌享譽國際。", []), ("leader", 2, .finalReport, "召集人領導有方。", []),
        ]
        let lines: [(region: String, number: Int, commodity: LocalizedText, lines: [Line], rated: [Pattern])] = [
            ("S", 1, LocalizedText(zh: "有機農產品", en: "organic goods"), able(0, weak) + ideas, [.newborn, .newborn]),
            ("E", 1, craft, able(0, weak) + drive + mixed, [.leaderOriented, .leaderOriented]),
            ("S", 2, craft, able(2, good) + drive, [.sustainableDevelopment, .sustainableDevelopment]),
            ("N", 1, food, able(2, good) + firmFirst, [.abilityOriented, .abilityOriented]),
            ("M", 1, food, able(2, good) + firmFirst, [.abilityOriented, .sustainableDevelopment]),
            ("N", 2, craft, able(2, good) + drive + mixed, [.sustainableDevelopment]),
            ("M", 2, food, able(1, good) + sign + half, []),
            ("W", 1, food, praise, []),
        ]
        let clusters = lines.map {
            cluster(ClusterCode(region: $0.region, number: $0.number), $0.commodity, $0.lines, rated: $0.rated, by: ruleSet)
        }
        let documents = [
            DocumentReport(
                label: "文件 3", type: .transcript, cluster: clusters[3].code,
                participant: ParticipantCode(cluster: clusters[3].code, role: "L"),
                passages: [
                    CodedPassage(
                        code: LocalizedText(zh: "競爭", en: "Competition"),
                        quotation: "If I do buy-five-get-one, next morning the shop across the street does buy-four-get-one.",
                        participant: ParticipantCode(cluster: clusters[3].code, role: "L"), flags: [], standing: .certified),
                    CodedPassage(
                        code: LocalizedText(zh: "合作", en: "Cooperation"), quotation: "有人說我們 <都> 不合作 & \"各做各的\"。",
                        participant: nil, flags: [.negated, .reported], standing: .suggested),
                ]),
            DocumentReport(label: "文件 4", type: .transcript, cluster: clusters[0].code, participant: nil, passages: []),
            DocumentReport(label: "文件 5", type: .proposal, cluster: clusters[0].code, participant: nil, passages: []),
        ]
        return StudyReport(
            title: LocalizedText(zh: "微型企業群聚範例研究", en: "Sample study of micro-enterprise clusters"), isSample: true,
            ruleSet: ruleSet, clusters: clusters, documents: documents,
            manifest: Manifest(
                preparedAt: "2026-11-22 17:00 Asia/Taipei", program: "fieldwork 0.1.0",
                codebooks: [
                    Manifest.Item(name: "gau-dualities", version: 1, sha256: String(repeating: "0a", count: 32)),
                    Manifest.Item(name: "lin-patterns", version: 1, sha256: String(repeating: "1b", count: 32)),
                ],
                coders: [Manifest.Item(name: "rules", version: 1, sha256: nil)], rulesArePostHoc: true,
                settings: [Manifest.Setting(name: "seed", value: "7")]))
    }
}
