/// The codes of a file while they are read, with what they refer to.
struct CodeTree {
    let log: ProblemLog
    private(set) var codes: [Code] = []
    private(set) var indicators: [Indicator] = []
    private(set) var positions: [CodebookDocument.Part: SourcePosition] = [:]
    private var words: [Language: [String: [String]]] = [:]
    private var wordsInUse: [Language: Set<String>] = [:]
    private var fields: [String: YAMLField] = [:]
    /// Of all indicators, those that could not be read whole as well.
    private var indicatorIDs: [String] = []

    init(log: ProblemLog) { self.log = log }

    // MARK: Words and indicators

    mutating func readWords(_ field: YAMLField?) {
        for (name, lists) in field?.entries() ?? [] {
            guard let language = Language(rawValue: name) else {
                lists.report(.unknownKey, "expected word lists by language, `zh:` and `en:`; found `\(name)`")
                continue
            }
            for (list, value) in lists.entries() {
                guard Self.id(list, at: value) != nil, let line = value.text() else { continue }
                positions[.words(language, list)] = value.position
                words[language, default: [:]][list] = Self.cue(value) { () throws(CueLine.Mistake) in
                    try CueLine.alternatives(line, words: [:])
                }
            }
        }
    }

    mutating func readIndicators(_ field: YAMLField?) {
        for item in field?.items() ?? [] {
            guard let section = item.section(["id", "name", "anchors"]) else { continue }
            let id = section.required("id").flatMap { Self.id($0) }
            let name = section.required("name")?.localizedText()
            let keys = Indicator.values.map(String.init)
            let anchors = section.required("anchors")?.section(keys)
            let texts = keys.map { anchors?.required($0)?.localizedText() }.compactMap { $0 }
            if let id { indicatorIDs.append(id) }
            guard let id, let name, texts.count == keys.count else { continue }
            if indicators.contains(where: { $0.id == id }) {
                item.report(.duplicateID, "the indicator `\(id)` stands twice")
            }
            indicators.append(Indicator(id: id, name: name, anchors: texts))
        }
    }

    /// Word lists that no cue names.
    var unusedWords: [(language: Language, list: String)] {
        Language.allCases.flatMap { language in
            (words[language] ?? [:]).keys.filter { wordsInUse[language]?.contains($0) != true }.sorted().map { (language: language, list: $0) }
        }
    }

    // MARK: Codes

    private static let codeKeys = [
        "id", "name", "definition", "include", "exclude", "examples", "counter-examples", "pole", "anchor", "note", "cues",
        "children",
    ]

    mutating func readCode(_ item: YAMLField, parent: String?) {
        // The way down is told by ids, which a reader finds sooner than counts.
        var path = item.path
        if let id = item.peek("id") {
            path[path.count - 1] = id
            path.removeAll { $0 == "children" }
        }
        let item = YAMLField(node: item.node, path: path, log: log)
        guard let section = item.section(Self.codeKeys) else { return }
        let id = section.required("id").flatMap { Self.id($0) }
        if let id {
            if fields[id] != nil {
                section["id"]?.report(.duplicateID, "the id `\(id)` is taken; ids are unique in the whole codebook")
            }
            fields[id] = item
            positions[.code(id)] = item.position
        }
        let name = section.required("name")?.localizedText()
        let definition = section.required("definition")?.localizedText()
        let code = Code(
            id: id ?? "", parent: parent, name: name ?? LocalizedText(zh: "", en: ""),
            definition: definition ?? LocalizedText(zh: "", en: ""),
            include: section["include"]?.localizedList() ?? .init(), exclude: section["exclude"]?.localizedList() ?? .init(),
            examples: section["examples"]?.localizedList() ?? .init(),
            counterExamples: section["counter-examples"]?.localizedList() ?? .init(),
            pole: section["pole"].flatMap { Self.pole($0) }, anchor: section["anchor"].flatMap { anchor($0) },
            note: section["note"]?.localizedText(), cues: section["cues"].map { cues($0, of: id ?? "") } ?? [])
        codes.append(code)
        for child in section["children"]?.items() ?? [] { readCode(child, parent: id) }
    }

    private static func pole(_ field: YAMLField) -> Pole? {
        guard let section = field.section(["duality", "opposite"]) else { return nil }
        let duality = section.required("duality").flatMap { id($0) }
        let opposite = section.required("opposite").flatMap { id($0) }
        guard let duality, let opposite else { return nil }
        return Pole(duality: duality, opposite: opposite)
    }

    private func anchor(_ field: YAMLField) -> IndicatorAnchor? {
        guard let section = field.section(["indicator", "value", "subject"]) else { return nil }
        let indicator = section.required("indicator").flatMap { field -> String? in
            guard let name = field.text() else { return nil }
            if indicatorIDs.contains(name) { return name }
            let known = indicatorIDs.joined(separator: ", ")
            field.report(.badAnchor, "no indicator `\(name)`; under `indicators:` there are: \(known.isEmpty ? "none" : known)")
            return nil
        }
        let value = section.required("value").flatMap { field -> Int? in
            guard let value = field.integer() else { return nil }
            if Indicator.values.contains(value) { return value }
            field.report(.badAnchor, "expected 0 (explicit contrary evidence), 1 (some) or 2 (strong); found \(value)")
            return nil
        }
        let subject = section.required("subject").flatMap { field -> EvidenceSubject? in
            guard let name = field.text() else { return nil }
            if let subject = EvidenceSubject(rawValue: name) { return subject }
            let known = EvidenceSubject.allCases.map(\.rawValue).joined(separator: ", ")
            field.report(.badAnchor, "expected whom the evidence is about, one of \(known); found `\(name)`")
            return nil
        }
        guard let indicator, let value, let subject else { return nil }
        return IndicatorAnchor(indicator: indicator, value: value, subject: subject)
    }

    // MARK: Cues

    private mutating func cues(_ field: YAMLField, of code: String) -> [Cue] {
        guard let section = field.section(Language.allCases.map(\.rawValue)) else { return [] }
        var cues: [Cue] = []
        for language in Language.allCases {
            for item in section[language.rawValue]?.items() ?? [] {
                guard let cue = cue(item, language) else { continue }
                positions[.cue(code, cues.count)] = item.position
                cues.append(cue)
            }
        }
        return cues
    }

    private mutating func cue(_ item: YAMLField, _ language: Language) -> Cue? {
        guard item.isMapping else {
            guard let line = item.text(), let parsed = parse(line, at: item, language) else { return nil }
            return Cue(language: language, phrases: parsed.groups, isOrdered: parsed.isOrdered, written: line)
        }
        guard let section = item.section(["all", "not", "within", "unless"]) else { return nil }
        guard let head = section["all"] ?? section["not"], section["all"] == nil || section["not"] == nil else {
            if section.unknown.isEmpty { item.report(.badCue, "expected one of `all:` (the sentence says it) and `not:` (the sentence denies it)") }
            return nil
        }
        var within: Int?
        if let field = section["within"] {
            guard let words = field.integer() else { return nil }
            guard words >= 0 else {
                field.report(.badCue, "expected how many words may stand between, 0 or more; found \(words)")
                return nil
            }
            within = words
        }
        var unless: [String] = []
        if let field = section["unless"], let line = field.text() {
            noteUse(in: line, language)
            unless = Self.cue(field) { () throws(CueLine.Mistake) in
                try CueLine.alternatives(line, words: words[language] ?? [:])
            } ?? []
        }
        guard let line = head.text(), let parsed = parse(line, at: head, language) else { return nil }
        if within != nil, parsed.groups.count == 1 {
            item.report(.badCue, "`within:` needs two phrases or more, joined by ` + ` or ` … `")
        }
        let isDenied = section["not"] != nil
        let distance = within.map { ", within \($0)" } ?? ""
        let exception = section["unless"]?.text().map { ", unless \($0)" } ?? ""
        return Cue(
            language: language, phrases: parsed.groups, isOrdered: parsed.isOrdered, within: within, unless: unless,
            isDenied: isDenied, written: (isDenied ? "not " : "") + line + distance + exception)
    }

    private mutating func parse(_ line: String, at field: YAMLField, _ language: Language) -> CueLine? {
        noteUse(in: line, language)
        return Self.cue(field) { () throws(CueLine.Mistake) in try CueLine(line, words: words[language] ?? [:]) }
    }

    private mutating func noteUse(in line: String, _ language: Language) {
        for list in line.split(separator: "<", omittingEmptySubsequences: false).dropFirst().compactMap({ $0.split(separator: ">").first }) {
            wordsInUse[language, default: []].insert(String(list))
        }
    }

    /// Reads a cue's notation and reports what is wrong with it.
    private static func cue<Result>(_ field: YAMLField, _ read: () throws(CueLine.Mistake) -> Result) -> Result? {
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
                field.report(.badCue, "in `\(phrase)` the star follows no Latin letter; it stands for the endings of a Latin word")
            }
            return nil
        }
    }

    // MARK: Names and poles

    /// An id: lower-case words joined by hyphens.
    static func id(_ field: YAMLField) -> String? {
        field.text().flatMap { id($0, at: field) }
    }

    private static func id(_ text: String, at field: YAMLField) -> String? {
        let words = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let good = words.allSatisfy { word in
            !word.isEmpty && word.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
        }
        if good, text.utf8.count <= 64 { return text }
        field.report(.badID, "expected lower-case words joined by hyphens (`joint-enterprise`, at most 64 letters), found `\(text)`")
        return nil
    }

    /// Both poles of a duality name each other, and no third code does. Not to be told while ids are taken twice.
    func checkPoles() {
        if Set(codes.map(\.id)).count < codes.count { return }
        for code in codes {
            guard let pole = code.pole, let field = fields[code.id] else { continue }
            guard let opposite = codes.first(where: { $0.id == pole.opposite }) else {
                field.report(.badPole, "the opposite pole `\(pole.opposite)` is no code of this codebook")
                continue
            }
            if opposite.id == code.id {
                field.report(.badPole, "a code cannot be its own opposite")
            } else if opposite.pole != Pole(duality: pole.duality, opposite: code.id) {
                field.report(
                    .badPole, "`\(opposite.id)` must name this code in turn: pole: {duality: \(pole.duality), opposite: \(code.id)}")
            }
            if let third = codes.first(where: { $0.pole?.duality == pole.duality && $0.id != code.id && $0.id != opposite.id }) {
                field.report(.badPole, "the duality `\(pole.duality)` has a third pole, `\(third.id)`; a duality has two")
            }
        }
    }
}
