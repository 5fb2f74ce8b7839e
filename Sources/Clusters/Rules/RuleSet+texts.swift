package import SourceFiles

extension RuleSet {
    /// The words of a reason, with the name of what it is about put in.
    package func text(_ reason: Reason, in language: Language) -> String {
        text(reason.kind, about: reason.about.map { [$0] } ?? [], in: language)
    }

    /// The words of reasons that follow each other; those of one kind are said once, of all that they are about.
    package func texts(_ reasons: [Reason], in language: Language) -> [String] {
        var groups: [(kind: Reason.Kind, about: [String])] = []
        for reason in reasons {
            if groups.last?.kind != reason.kind { groups.append((reason.kind, [])) }
            groups[groups.count - 1].about += reason.about.map { [$0] } ?? []
        }
        return groups.map { text($0.kind, about: $0.about, in: language) }
    }

    private func text(_ kind: Reason.Kind, about ids: [String], in language: Language) -> String {
        let names = ids.map { name(of: $0, in: language) }
        // The place-holder stands between quotation marks, which close and open again from name to name.
        let joined = names.joined(separator: language == .chinese ? "」「" : "”, “")
        return reasons[kind]?[language].replacing("{about}", with: joined) ?? kind.rawValue
    }

    private func name(of id: String, in language: Language) -> String {
        if let axis = Axis(rawValue: id) { return self[axis].name[language] }
        return self[indicator: id]?.name[language] ?? id
    }
}
