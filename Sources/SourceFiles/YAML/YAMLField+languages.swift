extension YAMLField {
    /// A text in both languages.
    package func localizedText() -> LocalizedText? {
        guard let (zh, en) = translations() else { return nil }
        let (chinese, english) = (zh.text(), en.text())
        guard let chinese, let english else { return nil }
        return LocalizedText(zh: chinese, en: english)
    }

    /// Lists of sentences in both languages.
    package func localizedList() -> LocalizedList? {
        guard let (zh, en) = translations() else { return nil }
        return LocalizedList(zh: zh.items().compactMap { $0.text() }, en: en.items().compactMap { $0.text() })
    }

    private func translations() -> (YAMLField, YAMLField)? {
        let languages = Language.allCases.map(\.rawValue)
        guard let section = section(languages) else { return nil }
        for language in languages where section[language] == nil {
            report(.missingTranslation, "expected both \(languages.joined(separator: " and ")); `\(language)` is missing")
        }
        guard let zh = section["zh"], let en = section["en"] else { return nil }
        return (zh, en)
    }
}
