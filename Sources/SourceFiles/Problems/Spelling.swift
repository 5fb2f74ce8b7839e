/// Guesses what a mistyped word should have been.
package enum Spelling {
    /// The word that a slip or two turn into the given one, no more than one in three letters; nil where there is none.
    package static func nearest(to word: String, among known: [String]) -> String? {
        let candidates = known.map { (distance($0, word), $0) }.filter { $0.0 <= min(2, word.count / 3) }
        return candidates.min { $0 < $1 }?.1
    }

    /// Insertions, deletions, substitutions and swaps of neighbours it takes to make one word of the other.
    static func distance(_ first: String, _ second: String) -> Int {
        let (first, second) = (Array(first), Array(second))
        var older: [Int] = []
        var previous = Array(0...second.count)
        for i in first.indices {
            var row = [i + 1]
            for j in second.indices {
                var cost = min(previous[j + 1] + 1, row[j] + 1, previous[j] + (first[i] == second[j] ? 0 : 1))
                if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] { cost = min(cost, older[j - 1] + 1) }
                row.append(cost)
            }
            older = previous
            previous = row
        }
        return previous[second.count]
    }
}
