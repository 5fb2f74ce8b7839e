import Pipeline

extension Failure {
    /// What of a study's file differs from the study that is there.
    init(_ conflict: StudyConflict) {
        let (zh, en) = Self.name(of: conflict.part)
        let (there, wanted) = (Self.list(conflict.there), Self.list(conflict.wanted))
        self.init(
            .badData,
            zh: """
                研究「\(conflict.study)」已存在，但\(zh)不同：資料庫為 \(there)，檔案為 \(wanted)。請改用另一個代碼，或改正檔案。
                """,
            en: """
                study '\(conflict.study)' is there with other \(en): the database has \(there), the file has \(wanted). Choose \
                another code, or correct the file.
                """)
    }

    private static func name(of part: StudyConflict.Part) -> (zh: String, en: String) {
        switch part {
        case .regions: ("地區", "regions")
        case .roles: ("角色", "roles")
        case .codebooks: ("編碼簿", "codebooks")
        case .ruleSet: ("規則集", "rule set")
        }
    }

    private static func list(_ words: [String]) -> String { words.isEmpty ? "–" : words.joined(separator: " ") }
}
