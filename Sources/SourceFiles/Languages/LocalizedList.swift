/// Lists of sentences per language.
package struct LocalizedList: Sendable, Hashable, Codable {
    package let zh: [String]
    package let en: [String]

    package init(zh: [String] = [], en: [String] = []) {
        self.zh = zh
        self.en = en
    }

    package subscript(language: Language) -> [String] {
        switch language {
        case .chinese: zh
        case .english: en
        }
    }
}
