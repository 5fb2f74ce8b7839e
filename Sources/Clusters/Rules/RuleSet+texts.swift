package import Codebooks

extension RuleSet {
    /// The words of a reason, with the name of what it is about put in.
    package func text(_ reason: Reason, in language: Language) -> String {
        guard let template = reasons[reason.kind]?[language] else { return reason.rawValue }
        return template.replacing("{about}", with: reason.about.map { name(of: $0, in: language) } ?? "")
    }

    private func name(of id: String, in language: Language) -> String {
        if let axis = Axis(rawValue: id) { return self[axis].name[language] }
        return self[indicator: id]?.name[language] ?? id
    }
}
