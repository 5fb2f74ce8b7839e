/// Knows where a sentence ends.
struct SentenceEnds {
    let scalars: [Unicode.Scalar]
    let content: TextRange
    /// What others say in between ends no sentence of the speaker's.
    let asides: [TextRange]

    /// Words that a point shortens, and that a sentence goes on behind.
    private static let abbreviations: Set<String> = [
        "dr", "mr", "mrs", "ms", "prof", "rev", "hon", "gen", "col", "capt", "lt", "sgt", "st", "mt", "vs", "fig", "figs", "vol",
        "pp", "approx", "cf", "eg", "ie", "viz", "eds", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
        "nov",
        "dec",
    ]
    /// Words that a point shortens, and that may end a sentence: they do before a capital letter.
    private static let finalAbbreviations: Set<String> = [
        "etc", "inc", "ltd", "co", "corp", "jr", "sr", "al", "dept", "est", "am", "pm", "us", "uk", "eu", "phd", "ma", "mba",
    ]

    /// Where the sentence ends whose last sign stands here, closing marks included; nil if none ends here.
    func end(at position: Int, sentenceStart: Int) -> Int? {
        switch scalars[position] {
        case "。", "！", "？", "；", "｡": break
        case "?", "!": if let next = scalar(position + 1), next.isASCIILetter || next.isASCIIDigit || next == "=" { return nil }
        case ".", "．": guard isFullStop(position, sentenceStart: sentenceStart) else { return nil }
        default: return nil
        }
        guard !asides.contains(where: { $0.start <= position && position < $0.end }) else { return nil }
        let end = closing(behind: position)
        // "Why?" he asked: the sentence goes on.
        if end > position + 1, scalars[end - 1] == "\"" || scalars[end - 1] == "”", let next = visible(from: end),
            isLowercase(next)
        {
            return nil
        }
        return end
    }

    private func scalar(_ position: Int) -> Unicode.Scalar? {
        content.start <= position && position < content.end ? scalars[position] : nil
    }

    /// The next scalar that is no blank, on the same line.
    private func visible(from position: Int) -> Unicode.Scalar? {
        scalars[position..<content.end].first { !$0.isBlank || $0.isLineEnd }
    }

    /// Behind further sentence signs and all marks that close.
    private func closing(behind position: Int) -> Int {
        var end = position + 1
        while let next = scalar(end) {
            switch next {
            case "。", "！", "？", "；", "!", "?", ".", "…", "」", "』", "”", "’", "）", ")", "】", "〕", "］", "]", "》", "〉", "*":
                end += 1
            case "\"", "'":
                // Straight quotation marks close only where a blank follows, or nothing.
                guard scalar(end + 1).map({ $0.isBlank || $0.isEastAsian }) ?? true else { return end }
                end += 1
            default: return end
            }
        }
        return end
    }

    private func isFullStop(_ position: Int, sentenceStart: Int) -> Bool {
        let next = scalar(position + 1)
        if next == "." { return false }
        if let next, !next.isBlank, !next.isEastAsian, !isClosing(next) { return false }
        let following = visible(from: position + 1)
        let startsAnew = following.map { $0.isLineEnd || $0.isEastAsian || !isLowercase($0) } ?? true
        if scalar(position - 1) == "." { return startsAnew }

        let word = wordBefore(position, sentenceStart: sentenceStart)
        let letters = String(String.UnicodeScalarView(word.filter { $0 != "." })).lowercased()
        if let first = word.first, first.halfWidth.isASCIIDigit, word.allSatisfy({ $0.halfWidth.isASCIIDigit }) {
            // `1. ` opens an item of a list; `３．５` is one number.
            if let next, next.halfWidth.isASCIIDigit { return false }
            return scalars[sentenceStart..<(position - word.count)].contains { !$0.isBlank }
        }
        if following == nil { return true }
        if letters == "no" { return !(following?.isASCIIDigit ?? false) }
        if Self.abbreviations.contains(letters) { return false }
        if Self.finalAbbreviations.contains(letters) { return startsAnew }
        // J. Smith; but "… and I."
        return !(word.count == 1 && isUppercase(word[word.startIndex]) && word.first != "I")
    }

    /// Letters, digits and inner points that stand before a position without a blank.
    private func wordBefore(_ position: Int, sentenceStart: Int) -> ArraySlice<Unicode.Scalar> {
        var start = position
        while start > sentenceStart {
            let scalar = scalars[start - 1]
            guard scalar.isASCIILetter || scalar.halfWidth.isASCIIDigit || scalar == "." else { break }
            start -= 1
        }
        return scalars[start..<position]
    }

    private func isClosing(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "'", "”", "’", ")", "]", "*", "!", "?", "…": true
        default: false
        }
    }

    private func isLowercase(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isLowercase }
    private func isUppercase(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isUppercase }
}
