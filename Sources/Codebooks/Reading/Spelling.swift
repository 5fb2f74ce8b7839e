/// Guesses what a mistyped word should have been.
enum Spelling {
    /// The word that a slip or two turn into the given one, no more than one in three letters; nil where there is none.
    static func nearest(to word: String, among known: [String]) -> String? {
        let candidates = known.map { (distance($0, word), $0) }.filter { $0.0 <= min(2, word.count / 3) }
        return candidates.min { $0 < $1 }?.1
    }

    /// Levenshtein's distance.
    private static func distance(_ a: String, _ b: String) -> Int {
        let b = Array(b)
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                let substituted = diagonal + (x == y ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[b.count]
    }
}
