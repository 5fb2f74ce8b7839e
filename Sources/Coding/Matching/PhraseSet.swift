import Codebooks

/// All phrases sought in a text, each with a number.
///
/// A phrase with a star inside is sought as its fragments, which are numbered too and joined when they follow one another.
struct PhraseSet: Sendable {
    /// The words of each phrase or fragment, by number.
    private(set) var wordCounts: [Int32] = []
    /// What to look for after finding a fragment: with `left` ending where this one starts, `whole` is found.
    private(set) var joins: [[Join]] = []
    /// The phrases and fragments that are sought as they stand, and the number of each.
    private(set) var needles: [[UInt8]] = []
    private(set) var needleNumbers: [Int32] = []

    private var numbers: [[String]: Int] = [:]
    private var frequencies: [Double] = []

    /// A guess at how often a phrase is found, from its length alone: a Chinese character is one of a hundred or so, a Latin
    /// letter one of a few.
    func frequency(of phrase: Int) -> Double { frequencies[phrase] }

    struct Join: Sendable {
        let left: Int32
        let whole: Int32
    }

    var count: Int { wordCounts.count }

    /// The number of a phrase, given the first time it is asked for.
    mutating func number(of phrase: Phrase) -> Int { number(of: phrase.fragments[...]) }

    private mutating func number(of fragments: ArraySlice<String>) -> Int {
        if let known = numbers[Array(fragments)] { return known }
        let own: Int
        if fragments.count == 1, let only = fragments.first {
            own = add(words: Phrase.wordCount(ofShadow: only), frequency: Self.frequency(of: only))
            needles.append(Array(only.utf8))
            needleNumbers.append(Int32(own))
        } else {
            let left = number(of: fragments.dropLast())
            let right = number(of: fragments.suffix(1))
            own = add(
                words: Int(wordCounts[left] + wordCounts[right]), frequency: frequencies[left] * frequencies[right])
            joins[right].append(Join(left: Int32(left), whole: Int32(own)))
        }
        numbers[Array(fragments)] = own
        return own
    }

    private mutating func add(words: Int, frequency: Double) -> Int {
        frequencies.append(frequency)
        wordCounts.append(Int32(words))
        joins.append([])
        return wordCounts.count - 1
    }

    private static func frequency(of shadow: String) -> Double {
        shadow.unicodeScalars.reduce(1) { $0 * ($1.value < 0x80 ? ($1 == " " ? 1 : 0.3) : 0.01) }
    }
}
