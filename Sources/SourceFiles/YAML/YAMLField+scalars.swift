import Yams

extension YAMLField {
    /// A text that is not empty, its lines joined.
    package func text() -> String? {
        guard case .scalar(let scalar) = node, !hasAlias() else {
            if node.anchor == nil { report(.wrongType, "expected a text, found \(node.kind)") }
            return nil
        }
        let text = scalar.string.trimmingBlanks()
        if text.isEmpty {
            report(.emptyText, "expected a text, found nothing")
            return nil
        }
        return text
    }

    package func integer() -> Int? {
        guard let text = text() else { return nil }
        guard let value = Int(text) else {
            report(.wrongType, "expected a whole number, found `\(text)`")
            return nil
        }
        return value
    }

    package func integer(in range: ClosedRange<Int>) -> Int? {
        guard let value = integer() else { return nil }
        if range.contains(value) { return value }
        report(.outOfRange, "expected a whole number from \(range.lowerBound) to \(range.upperBound), found \(value)")
        return nil
    }

    /// What the authors of a file count up with each change of meaning.
    package func version() -> Int? {
        guard let version = integer() else { return nil }
        if (1...Int(Int32.max)).contains(version) { return version }
        report(.outOfRange, "expected a version of 1 or more, found \(version)")
        return nil
    }

    package func number() -> Double? {
        guard let text = text() else { return nil }
        guard let value = Double(text), value.isFinite else {
            report(.wrongType, "expected a number, found `\(text)`")
            return nil
        }
        return value
    }

    /// One of a closed list of words.
    package func word<Word: RawRepresentable<String> & CaseIterable>(_: Word.Type = Word.self) -> Word? {
        guard let text = text() else { return nil }
        if let word = Word(rawValue: text) { return word }
        let known = Word.allCases.map(\.rawValue)
        let guess = Spelling.nearest(to: text, among: known).map { "; did you mean `\($0)`?" } ?? ""
        report(.unknownWord, "expected one of \(known.joined(separator: ", ")); found `\(text)`\(guess)")
        return nil
    }

    /// An id: lower-case words joined by hyphens.
    package func id() -> String? {
        guard let text = text(), isID(text) else { return nil }
        return text
    }

    /// Whether a text is an id; reported here where it is none.
    package func isID(_ text: String) -> Bool {
        let words = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let good = words.allSatisfy { word in
            !word.isEmpty && word.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
        }
        if good, text.utf8.count <= 64 { return true }
        report(
            .badID, "expected lower-case words joined by hyphens, as in `joint-enterprise`, at most 64 letters; found `\(text)`")
        return false
    }
}

extension String {
    /// Without blanks, and what is as invisible, at either end.
    fileprivate func trimmingBlanks() -> String {
        var scalars = unicodeScalars[...]
        while let first = scalars.first, first.isInvisible { scalars.removeFirst() }
        while let last = scalars.last, last.isInvisible { scalars.removeLast() }
        return String(scalars)
    }
}

extension Unicode.Scalar {
    fileprivate var isInvisible: Bool {
        properties.isWhitespace || [.control, .format].contains(properties.generalCategory)
    }
}
