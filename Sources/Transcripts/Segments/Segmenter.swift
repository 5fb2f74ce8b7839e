/// Cuts talk into sentences.
///
/// A sentence ends at 。！？； ? ! and a full stop, with the quotation marks and brackets that close behind; and at the
/// end of a paragraph. Talk without any such sign (speech-to-text) is cut where the subtitle or a time stamp says so.
/// What is still too long is cut by ``LongSentence``.
struct Segmenter {
    let scalars: [Unicode.Scalar]
    /// Positions of line ends that only wrap.
    let softBreaks: Set<Int>

    /// In bytes of UTF-8: 150 Chinese characters or some 75 English words.
    private static let longestSentence = 450
    /// Without punctuation there is no telling where a thought ends; a piece is about as long as a sentence is.
    private static let longestUnpunctuated = 180

    /// Ranges in text order that do not overlap and leave out nothing but blanks.
    func sentences(in content: TextRange, asides: [TextRange] = []) -> [TextRange] {
        let ends = SentenceEnds(scalars: scalars, content: content, asides: asides)
        var cuts: [Int] = []
        var isPunctuated = false
        var position = content.start
        var sentenceStart = content.start
        while position < content.end {
            if isHardBreak(position) {
                cuts.append(position)
                sentenceStart = position + 1
            } else if let end = ends.end(at: position, sentenceStart: sentenceStart) {
                isPunctuated = true
                cuts.append(end)
                sentenceStart = end
                position = end
                continue
            }
            position += 1
        }
        if !isPunctuated { cuts = (cuts + (content.start..<content.end).filter(isPause)).sorted() }

        let limit = isPunctuated ? Self.longestSentence : Self.longestUnpunctuated
        var sentences: [TextRange] = []
        var start = content.start
        for end in cuts + [content.end] {
            let range = TextRange(start, end).trimmed(in: scalars)
            if !range.isEmpty {
                sentences += LongSentence(scalars: scalars, limit: limit, isPause: isPause).pieces(of: range)
            }
            start = end
        }
        return sentences
    }

    private func isHardBreak(_ position: Int) -> Bool {
        scalars[position] == "\t" || scalars[position].isLineEnd && !softBreaks.contains(position)
    }

    /// Whether the recording gives a place to cut: a wrapped line of a subtitle, a bracketed time stamp.
    private func isPause(_ position: Int) -> Bool {
        softBreaks.contains(position) || TimeStamp(in: scalars[position...], at: position)?.isBracketed == true
    }
}
