import SourceFiles

/// Reads word lists and the cues that name them.
struct CueReader {
    private var words: [Language: WordLists] = [:]

    /// Word lists that no cue has named so far.
    var unused: [(language: Language, list: String)] {
        Language.allCases.flatMap { language in
            (words[language]?.unused ?? []).map { (language: language, list: $0) }
        }
    }

    /// Takes in the lists; returns their places.
    mutating func readWords(_ field: YAMLField?) -> [(CodebookDocument.Part, SourcePosition)] {
        var places: [(CodebookDocument.Part, SourcePosition)] = []
        for (name, lists) in field?.entries() ?? [] {
            guard let language = Language(rawValue: name) else {
                lists.report(.unknownKey, "expected word lists by language, `zh:` and `en:`; found `\(name)`")
                continue
            }
            for (list, value) in lists.entries() {
                guard value.isID(list), let line = value.text() else { continue }
                places.append((.words(language, list), value.position))
                var none = WordLists()
                let phrases = Self.read(at: value) { () throws(CueLine.Mistake) in try CueLine.alternatives(line, words: &none) }
                words[language, default: .init()].add(list, phrases: phrases ?? [])
            }
        }
        return places
    }

    /// The cues of a code with their places, one language after the other.
    mutating func readCues(_ field: YAMLField) -> [(cue: Cue, position: SourcePosition)] {
        guard let section = field.section(Language.allCases.map(\.rawValue)) else { return [] }
        var cues: [(Cue, SourcePosition)] = []
        for language in Language.allCases {
            for item in section[language.rawValue]?.items() ?? [] {
                if let cue = readCue(item, language) { cues.append((cue, item.position)) }
            }
        }
        return cues
    }

    private mutating func readCue(_ item: YAMLField, _ language: Language) -> Cue? {
        guard item.isMapping else {
            guard let line = item.text(), let parsed = readLine(line, at: item, language) else { return nil }
            return Cue(language: language, phrases: parsed.groups, isOrdered: parsed.isOrdered, written: line)
        }
        guard let section = item.section(["all", "not", "within", "in", "unless"]) else { return nil }
        guard let head = section["all"] ?? section["not"], section["all"] == nil || section["not"] == nil else {
            if section.unknown.isEmpty {
                item.report(.badCue, "expected one of `all:` (the sentence says it) and `not:` (the sentence denies it)")
            }
            return nil
        }
        let within = section["within"].flatMap { readDistance($0) }
        let exception = section["unless"]?.text()
        var unless: [String]?
        if let exception, let field = section["unless"] {
            unless = Self.read(at: field) { () throws(CueLine.Mistake) in
                try CueLine.alternatives(exception, words: &words[language, default: .init()])
            }
        }
        guard let line = head.text(), let parsed = readLine(line, at: head, language) else { return nil }
        if parsed.groups.count == 1, let key = ["within", "in"].first(where: { section[$0] != nil }) {
            item.report(.badCue, "`\(key):` needs two phrases or more, joined by ` + ` or ` … `")
        }
        let isInClause = section["in"].map { isClause($0) } ?? false
        let isDenied = section["not"] != nil
        let written = [
            (isDenied ? "not " : "") + line, within.map { "within \($0)" }, isInClause ? "in one clause" : nil,
            exception.map { "unless \($0)" },
        ].compactMap { $0 }.joined(separator: ", ")
        return Cue(
            language: language, phrases: parsed.groups, isOrdered: parsed.isOrdered, within: within,
            isInClause: isInClause, unless: unless ?? [], isDenied: isDenied, written: written)
    }

    private func readDistance(_ field: YAMLField) -> Int? {
        guard let words = field.integer() else { return nil }
        if (0...1000).contains(words) { return words }
        field.report(.badCue, "expected how many words may stand between, 0 to 1000; found \(words)")
        return nil
    }

    private func isClause(_ field: YAMLField) -> Bool {
        let text = field.text()
        if let text, text != "clause" { field.report(.badCue, "expected `in: clause`; found `\(text)`") }
        return text == "clause"
    }

    private mutating func readLine(_ line: String, at field: YAMLField, _ language: Language) -> CueLine? {
        Self.read(at: field) { () throws(CueLine.Mistake) in try CueLine(line, words: &words[language, default: .init()]) }
    }

    /// Reads a cue's notation and reports what is wrong with it.
    private static func read<Result>(at field: YAMLField, _ read: () throws(CueLine.Mistake) -> Result) -> Result? {
        do {
            return try read()
        } catch {
            switch error {
            case .mixed:
                field.report(.badCue, "`+` (any order) and `…` (in this order) do not go together in one cue; write two")
            case .unknownWords(let list):
                field.report(.unknownWords, "no word list `<\(list)>` in this language; add it under `words:`")
            case .phrase(_, .empty):
                field.report(.badCue, "a phrase is empty; expected words between `|`, ` + ` and `…`")
            case .phrase(let phrase, .starInsideWord):
                field.report(.badCue, "in `\(phrase)` letters follow a star; a star ends a word: `meet*`")
            case .phrase(let phrase, .starAfterNoLetter):
                field.report(
                    .badCue, "in `\(phrase)` the star follows no Latin letter; it leaves the ending of a Latin word open")
            }
            return nil
        }
    }
}
