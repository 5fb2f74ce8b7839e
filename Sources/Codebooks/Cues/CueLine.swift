/// The one-line notation of a cue, as in a library's search box.
///
/// `a | b` is any of the phrases, `x + y` both in one sentence, `x … y` (or `x ... y`) both in that order, `<meeting>` a
/// word list of the codebook.
struct CueLine {
    var groups: [[String]]
    var isOrdered: Bool

    /// Reads a line, or says what is wrong with it.
    init(_ line: String, words: inout WordLists) throws(Mistake) {
        let normal = line.replacing("...", with: "…").replacing("⋯⋯", with: "…").replacing("……", with: "…")
        let all = Self.split(normal, at: "+", alone: true)
        let ordered = Self.split(normal, at: "…", alone: false)
        if all.count > 1, ordered.count > 1 { throw .mixed }
        isOrdered = ordered.count > 1
        groups = []
        for group in isOrdered ? ordered : all {
            groups.append(try Self.alternatives(group, words: &words))
        }
    }

    /// Reads phrases separated by `|`, word lists put in their place. Repetitions are dropped.
    static func alternatives(_ group: String, words: inout WordLists) throws(Mistake) -> [String] {
        var phrases: [String] = []
        for written in split(group, at: "|", alone: false) {
            if written.hasPrefix("<"), written.hasSuffix(">") {
                let list = String(written.dropFirst().dropLast())
                guard let found = words.phrases(of: list) else { throw .unknownWords(list) }
                phrases += found
            } else {
                do {
                    _ = try Phrase(written)
                } catch {
                    throw .phrase(written, error)
                }
                phrases.append(written)
            }
        }
        var seen: Set<String> = []
        return phrases.filter { seen.insert($0).inserted }
    }

    enum Mistake: Error {
        /// `+` and `…` in one line.
        case mixed
        case unknownWords(String)
        case phrase(String, Phrase.Mistake)
    }

    /// The parts between separators, trimmed. A separator that must stand alone counts only between blanks.
    private static func split(_ text: String, at separator: Character, alone: Bool) -> [String] {
        var parts = [""]
        var previous: Character = " "
        var rest = text[...]
        while let character = rest.popFirst() {
            if character == separator, !alone || (previous == " " && (rest.first ?? " ") == " ") {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
            previous = character
        }
        return parts.map { $0.trimmingBlanks() }
    }
}

extension String {
    /// Without blanks at either end.
    func trimmingBlanks() -> String {
        var scalars = unicodeScalars[...]
        while let first = scalars.first, Folding.isBlank(first) { scalars.removeFirst() }
        while let last = scalars.last, Folding.isBlank(last) { scalars.removeLast() }
        return String(scalars)
    }
}
