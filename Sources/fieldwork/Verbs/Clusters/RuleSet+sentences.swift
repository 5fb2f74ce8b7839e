import Clusters
import Codebooks

extension RuleSet {
    /// The words of reasons, those of one kind in one sentence that names all they are about; nil where there are none.
    func sentences(_ reasons: [Reason], in language: Language) -> String? {
        var groups: [[Reason]] = []
        for reason in reasons {
            if groups.last?.first?.kind == reason.kind {
                groups[groups.count - 1].append(reason)
            } else {
                groups.append([reason])
            }
        }
        let sentences = groups.map { group in
            let names = group.compactMap(\.about).map { name(of: $0)[language] }
            return self.reasons[group[0].kind]?[language].replacing(
                "{about}", with: names.joined(separator: language.text(zh: "、", en: ", "))) ?? group[0].rawValue
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: language.text(zh: "", en: " "))
    }

    private func name(of id: String) -> LocalizedText {
        Axis(rawValue: id).map { self[$0].name } ?? self[indicator: id]?.name ?? LocalizedText(zh: id, en: id)
    }
}
