/// The title a label may give a participant. It says nothing about who the participant is.
package enum Title: String, Sendable, Hashable, Codable, CaseIterable {
    case mr = "Mr."
    case ms = "Ms."

    /// What may stand before a code, in lower case and without the point.
    private static let before: [String: Title] = ["mr": .mr, "ms": .ms, "mrs": .ms, "miss": .ms]
    /// What may stand behind a code or a name.
    private static let behind: [(words: String, title: Title)] = [
        ("先生", .mr), ("女士", .ms), ("小姐", .ms), ("太太", .ms),
    ]

    /// Takes the title off half-width text, from the front or from the back.
    static func removed(from text: Substring) -> (rest: Substring, title: Title?) {
        for (words, title) in behind where text.hasSuffix(words) {
            return (text.dropLast(words.count).trimmingBlanks, title)
        }
        let word = text.prefix { $0.isASCII && $0.isLetter }
        let rest = text.dropFirst(word.count)
        guard let title = before[word.lowercased()], rest.first == "." || rest.first == " " else { return (text, nil) }
        return (rest.drop { $0 == "." }.trimmingBlanks, title)
    }
}
