package import Transcripts

/// Says what makes a stretch of a sentence less than a plain statement by its speaker, for coders that find their evidence
/// by other means than cues.
package struct Flagger: Sendable {
    private let finder: PhraseFinder
    /// The lexicon's entry that a phrase is, by phrase; -1 for a fragment of one.
    private let entries: [Int32]
    private let marks: [Marks]

    package static let shared = Flagger()

    private init() {
        let lexicon = Lexicon.shared
        var phrases = PhraseSet()
        let numbers = lexicon.entries.map { phrases.number(of: $0.phrase) }
        var entries = [Int32](repeating: -1, count: phrases.count)
        for (entry, number) in numbers.enumerated() { entries[number] = Int32(entry) }
        self.entries = entries
        marks = lexicon.entries.map(\.marks)
        finder = PhraseFinder(phrases)
    }

    /// The flags that hold at any of the stretches, which lie in the sentence and together are one piece of evidence.
    package func flags(at stretches: [TextRange], in sentence: TextRange, of text: CanonicalText) -> Set<Flag> {
        let buffer = SentenceBuffer()
        return text.utf8.withUnsafeBufferPointer { bytes in
            let byte = text.utf8Offset(ofScalar: sentence.start)
            finder.withSearch { search in
                _ = search.run(bytes, from: byte, scalars: sentence.start, to: sentence.end, into: buffer)
            }
            let found = buffer.hits.compactMap { hit -> MarkSpan? in
                let entry = entries[Int(hit.phrase)]
                guard entry >= 0 else { return nil }
                return MarkSpan(start: hit.start, end: hit.end, entry: entry, marks: marks[Int(entry)])
            }
            var clauses = ClauseReader()
            clauses.read(SentenceView(tokens: buffer.tokens, bytes: bytes), marks: found)
            return clauses.flags(at: stretches.compactMap { Self.tokens(of: $0, in: buffer.tokens) }).flags
        }
    }

    /// The tokens a stretch touches; nil where it touches none.
    private static func tokens(of range: TextRange, in tokens: UnsafeBufferPointer<Token>) -> Hit? {
        guard let first = tokens.firstIndex(where: { Int($0.end) > range.start }),
            let last = tokens.lastIndex(where: { Int($0.start) < range.end }), first <= last
        else { return nil }
        return Hit(phrase: -1, start: Int32(first), end: Int32(last + 1))
    }
}
