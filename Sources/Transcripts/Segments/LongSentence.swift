/// Cuts a sentence that is too long to code at the best places it offers, into pieces of about the same length.
struct LongSentence {
    let scalars: [Unicode.Scalar]
    /// In bytes of UTF-8, so that a Chinese character counts as three letters.
    let limit: Int
    /// Whether the recording gives a place to cut.
    let isPause: (Int) -> Bool

    /// What a place to cut is worth; the lowest is best.
    private enum Place: Int {
        case pause
        case blankInChinese
        case comma
        case blank
        case anywhere
    }

    func pieces(of range: TextRange) -> [TextRange] {
        var pieces: [TextRange] = []
        var rest = range
        while let cut = cut(in: rest) {
            pieces.append(TextRange(rest.start, cut).trimmed(in: scalars))
            rest = TextRange(cut, rest.end).trimmed(in: scalars)
        }
        return pieces + [rest]
    }

    /// Where to end the first piece; nil if all is short enough.
    private func cut(in range: TextRange) -> Int? {
        let weight = scalars[range.start..<range.end].reduce(0) { $0 + UTF8.width($1) }
        guard weight > limit else { return nil }
        let count = (weight + limit - 1) / limit
        let aim = weight / count
        var best: (place: Place, distance: Int, position: Int)?
        var reached = 0
        for position in range.start..<range.end {
            defer { reached += UTF8.width(scalars[position]) }
            guard reached <= limit else { break }
            guard reached >= aim / 2, let place = place(at: position, after: range.start) else { continue }
            let distance = abs(reached - aim)
            if let best, (best.place.rawValue, best.distance) <= (place.rawValue, distance) { continue }
            best = (place, distance, position)
        }
        return best?.position
    }

    private func place(at position: Int, after start: Int) -> Place? {
        guard position > start else { return nil }
        let (before, here) = (scalars[position - 1], scalars[position])
        if isPause(position) { return .pause }
        if here.isBlank {
            let next = scalars[position...].first { !$0.isBlank }
            return before.isEastAsian && next?.isEastAsian == true ? .blankInChinese : .blank
        }
        switch before {
        case "，", "、", "：", "…", "—", ",": return .comma
        default: return isWithinCharacter(here, after: before) ? nil : .anywhere
        }
    }

    /// Whether a cut here would part a letter from its marks, or the parts of an emoji.
    private func isWithinCharacter(_ scalar: Unicode.Scalar, after before: Unicode.Scalar) -> Bool {
        let isZeroWidthJoiner = before.value == 0x200D || scalar.value == 0x200D
        return isZeroWidthJoiner || scalar.properties.generalCategory.isMark
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isMark: Bool {
        switch self {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }
}
