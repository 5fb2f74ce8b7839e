/// A sentence for a person, in both languages; never a document's words.
package struct BilingualText: Sendable, Hashable {
    package let zh: String
    package let en: String

    package init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}
