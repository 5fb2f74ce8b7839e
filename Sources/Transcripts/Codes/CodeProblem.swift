/// Why an identification code cannot be read. Names letters the study does have, and at most the one it does not.
package enum CodeProblem: Error, Hashable, Sendable {
    case empty
    /// Not letters, digits, letters at all.
    case notACode
    /// No region letter before the number.
    case noRegion(known: [String])
    case unknownRegion(String, known: [String])
    case noNumber
    /// A cluster number runs from 1 to ``ClusterCode/largestNumber``.
    case numberOutOfRange
    /// A cluster's code where a participant's was expected.
    case noRole(known: [String])
    case unknownRole(String, known: [String])
    /// A participant's code where a cluster's was expected.
    case notACluster

    /// Stable, for programs.
    package var code: String {
        switch self {
        case .empty: "code.empty"
        case .notACode: "code.not-a-code"
        case .noRegion: "code.no-region"
        case .unknownRegion: "code.unknown-region"
        case .noNumber: "code.no-number"
        case .numberOutOfRange: "code.number-out-of-range"
        case .noRole: "code.no-role"
        case .unknownRole: "code.unknown-role"
        case .notACluster: "code.not-a-cluster"
        }
    }

    /// What came, what was expected, and so what to write instead.
    package var message: BilingualText {
        switch self {
        case .empty:
            BilingualText(zh: "沒有代碼；請寫成 Q1 或 Q1L 的形式。", en: "There is no code; write it like Q1 or Q1L.")
        case .notACode:
            BilingualText(
                zh: "不是識別代碼；請依序寫地區字母、群聚序號、角色字母，例如 Q1L。",
                en: "Not an identification code; write region letter, cluster number and role letter, like Q1L.")
        case .noRegion(let known):
            BilingualText(
                zh: "序號前缺地區字母；本研究的地區為 \(known.joined(separator: "、"))。",
                en: "There is no region letter before the number; this study's regions are \(known.joined(separator: ", ")).")
        case .unknownRegion(let letter, let known):
            BilingualText(
                zh: "本研究沒有地區「\(letter)」；可用的地區為 \(known.joined(separator: "、"))。",
                en: "This study has no region \(letter); its regions are \(known.joined(separator: ", ")).")
        case .noNumber:
            BilingualText(zh: "地區字母後缺群聚序號，例如 Q1。", en: "There is no cluster number behind the region letter, as in Q1.")
        case .numberOutOfRange:
            BilingualText(
                zh: "群聚序號須在 1 到 \(ClusterCode.largestNumber) 之間。",
                en: "A cluster number runs from 1 to \(ClusterCode.largestNumber).")
        case .noRole(let known):
            BilingualText(
                zh: "缺角色字母；本研究的角色為 \(known.joined(separator: "、"))。",
                en: "There is no role letter; this study's roles are \(known.joined(separator: ", ")).")
        case .unknownRole(let letter, let known):
            BilingualText(
                zh: "本研究沒有角色「\(letter)」；可用的角色為 \(known.joined(separator: "、"))。",
                en: "This study has no role \(letter); its roles are \(known.joined(separator: ", ")).")
        case .notACluster:
            BilingualText(
                zh: "這是受訪者代碼；群聚代碼不帶角色字母，例如 Q1。",
                en: "This is a participant's code; a cluster's has no role letter, as in Q1.")
        }
    }
}
