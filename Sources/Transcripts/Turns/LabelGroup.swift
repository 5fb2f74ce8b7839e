/// All places where one label stands.
struct LabelGroup {
    let key: String
    let kind: LabelKind
    let count: Int
    let marks: Set<LabelCandidate.Mark>
    /// Titles given to the same code.
    let titles: Set<Title>

    /// In the order in which the labels first stand.
    static func groups(of candidates: [LabelCandidate]) -> [LabelGroup] {
        var order: [String] = []
        var members: [String: [LabelCandidate]] = [:]
        for candidate in candidates {
            if members[candidate.key] == nil { order.append(candidate.key) }
            members[candidate.key, default: []].append(candidate)
        }
        return order.map { key in
            let own = members[key, default: []]
            return LabelGroup(
                key: key, kind: own[0].kind, count: own.count, marks: Set(own.map(\.mark)),
                titles: Set(own.compactMap { if case .identified(let label) = $0.kind { label.title } else { nil } }))
        }
    }

    /// Whether the words are a label at all: what can stand in talk as well has to come back.
    func isLabel(among candidates: [LabelCandidate]) -> Bool {
        if marks.contains(.voice) { return true }
        switch kind {
        case .identified, .interviewer, .participant, .speaker, .unidentified: return true
        case .letter(let letter), .numbered(let letter, _):
            // Where the labels name participants otherwise, `A：` and `B：` may be options somebody lists.
            let isAsking = ["I", "Q", "M"].contains(letter)
            if !isAsking && candidates.contains(where: \.kind.namesParticipant) { return count >= 3 }
            return candidates.count { $0.kind != .name } >= 2
        case .name: return count >= (marks == [.colon] ? 3 : 2)
        }
    }
}

extension LabelKind {
    fileprivate var namesParticipant: Bool {
        switch self {
        case .identified, .participant: true
        default: false
        }
    }
}
