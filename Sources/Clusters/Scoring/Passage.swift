/// The words of a quotation, without what does not make it another one: blanks, punctuation, case.
struct Passage: Hashable {
    private let letters: String

    init(_ quotation: String) {
        var letters = String.UnicodeScalarView()
        for scalar in quotation.unicodeScalars {
            let properties = scalar.properties
            guard properties.isAlphabetic || properties.numericType != nil else { continue }
            letters.append(contentsOf: properties.lowercaseMapping.unicodeScalars)
        }
        self.letters = String(letters)
    }

    /// How many passages there are: the same words, and words that lie within others, are one. The sentence a mid-term
    /// report and a final report share does not corroborate itself, nor does one that two codes mark in part.
    static func distinctCount(_ passages: some Sequence<Passage>) -> Int {
        let longestFirst = Set(passages).map(\.letters).sorted { ($0.unicodeScalars.count, $0) > ($1.unicodeScalars.count, $1) }
        var distinct: [String] = []
        for letters in longestFirst where !distinct.contains(where: { $0.contains(letters) }) {
            distinct.append(letters)
        }
        return distinct.count
    }
}
