/// A phrase of a cue, ready to be sought.
///
/// As written it is plain words in either language: `互相幫忙`, `LINE 群組`, `joint marketing`. Latin words match whole; a
/// star at the end of one stands for any further letters, so that `meet*` finds meet, meets and meetings, and `regular*
/// meeting*` finds "regularly meeting".
package struct Phrase: Sendable, Hashable {
    /// Shadows (``Folding/shadow(of:)``) that follow one another. Where one ends without a space, the rest of that word may
    /// be anything; the next begins at the word after it.
    package let fragments: [String]

    /// Reads a phrase, or says what is wrong with it.
    package init(_ written: String) throws(Mistake) {
        let parts = written.unicodeScalars.split(separator: "*", omittingEmptySubsequences: false)
        var fragments: [String] = []
        for (index, part) in parts.enumerated() {
            if index > 0, let first = part.first, !Folding.isBlank(first) { throw .starInsideWord }
            var shadow = Folding.shadow(of: part)
            let isStarred = index < parts.count - 1
            if isStarred {
                guard let last = part.last, Folding.isWordPart(Folding.fold(last)) else { throw .starAfterNoLetter }
                shadow.removeLast()
            }
            if !shadow.isEmpty { fragments.append(shadow) }
        }
        guard fragments.contains(where: { $0.unicodeScalars.contains(where: \.properties.isAlphabetic) || $0.hasDigit }) else {
            throw .empty
        }
        self.fragments = fragments
    }

    package enum Mistake: Error {
        /// Nothing to seek: no letter, digit or character.
        case empty
        /// A star with letters right after it.
        case starInsideWord
        /// A star that follows no Latin letter; Chinese has no endings to leave open.
        case starAfterNoLetter
    }

    /// The number of words of a shadow, a Chinese character being one.
    package static func wordCount(ofShadow shadow: String) -> Int {
        var count = 0
        var inWord = false
        for scalar in shadow.unicodeScalars {
            let wordPart = Folding.isWordPart(scalar)
            if scalar != " ", !(wordPart && inWord) { count += 1 }
            inWord = wordPart
        }
        return count
    }
}

extension String {
    fileprivate var hasDigit: Bool { utf8.contains { (0x30...0x39).contains($0) } }
}
