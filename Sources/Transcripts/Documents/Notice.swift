/// Something about a document that a person should look at. Carries a code and a count, never the document's words.
package struct Notice: Sendable, Hashable, Codable {
    package let code: NoticeCode
    /// How often it was met.
    package let count: Int

    package init(_ code: NoticeCode, count: Int = 1) {
        self.code = code
        self.count = count
    }
}
