/// Finds phrases in sentences. Immutable and shared; the state of a search is in ``SentenceBuffer``.
struct PhraseFinder: Sendable {
    private let automaton: Automaton
    private let wordCounts: Table<Int32>
    private let joins: Rows<PhraseSet.Join>
    /// What reading an ASCII character means, see ``PhraseSearch/ascii``.
    private let ascii: Table<UInt16>
    private let special: Table<UInt64>

    init(_ phrases: PhraseSet) {
        automaton = Automaton(phrases.needles, numbers: phrases.needleNumbers)
        wordCounts = Table(phrases.wordCounts)
        joins = Rows(phrases.joins)
        let columns = automaton.columns.start
        ascii = Table(
            ScalarTable.shared.ascii.map { folded in
                if folded == 0 { return PhraseSearch.blank }
                return UInt16(columns[Int(folded & 0x7F)]) | (folded & 0x80 != 0 ? PhraseSearch.wordPart : 0)
            })
        special = Table(ScalarTable.shared.special)
    }

    /// Gives `body` a search that is quick to use many times.
    func withSearch<Result>(_ body: (PhraseSearch) -> Result) -> Result {
        withExtendedLifetime(self) {
            body(
                PhraseSearch(
                    columns: automaton.columns.start, table: automaton.table.start, width: UInt32(automaton.width),
                    firstAccepting: automaton.firstAccepting, needles: automaton.needles.view, wordCounts: wordCounts.start,
                    joins: joins.view, ascii: ascii.start, special: special.start))
        }
    }
}
