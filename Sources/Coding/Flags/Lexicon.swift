import Codebooks

/// The words that set flags, both languages in one list: an interview in Taiwan mixes them.
///
/// ``chinese`` and ``english`` are the tables to edit. Where entries overlap in a sentence, the one that begins first is
/// taken, and of those that begin together the longest.
struct Lexicon: Sendable {
    /// Every phrase once, in the order of the tables, with all its marks.
    let entries: [(phrase: Phrase, marks: Marks)]

    static let shared = Lexicon(chinese + english)

    /// Reads a table whose entries are separated by `|` and written as the phrases of a cue.
    init(_ table: [(mark: Mark, phrases: String)]) {
        var entries: [(phrase: Phrase, marks: Marks)] = []
        var known: [Phrase: Int] = [:]
        for (mark, phrases) in table {
            for written in phrases.split(separator: "|") {
                guard let phrase = try? Phrase(String(written)) else {
                    preconditionFailure("an entry of the lexicon is a phrase such as 沒有 or `not only`; found `\(written)`")
                }
                if let index = known[phrase] {
                    entries[index].marks.insert(Marks(mark))
                } else {
                    known[phrase] = entries.count
                    entries.append((phrase, Marks(mark)))
                }
            }
        }
        self.entries = entries
    }
}
