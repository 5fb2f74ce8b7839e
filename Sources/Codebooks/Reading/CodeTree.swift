import SourceFiles

/// The codes of a file while they are read, with what they refer to.
struct CodeTree {
    private(set) var codes: [Code] = []
    private(set) var indicators: [String] = []
    private(set) var positions: [CodebookDocument.Part: SourcePosition] = [:]
    private var cueReader = CueReader()
    private var fields: [String: YAMLField] = [:]

    mutating func readWords(_ field: YAMLField?) {
        for (part, position) in cueReader.readWords(field) { positions[part] = position }
    }

    /// Word lists that no cue names.
    var unusedWords: [(language: Language, list: String)] { cueReader.unused }

    mutating func readIndicators(_ field: YAMLField?) {
        for item in field?.items() ?? [] {
            guard let id = item.id() else { continue }
            if indicators.contains(id) { item.report(.duplicateID, "the indicator `\(id)` stands twice") }
            indicators.append(id)
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
        let item = item.told(by: path)
        guard let section = item.section(Self.codeKeys) else { return }
        let id = section.required("id")?.id()
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
            note: section["note"]?.localizedText(), cues: section["cues"].map { readCues($0, of: id ?? "") } ?? [])
        codes.append(code)
        for child in section["children"]?.items() ?? [] { readCode(child, parent: id) }
    }

    private mutating func readCues(_ field: YAMLField, of code: String) -> [Cue] {
        let read = cueReader.readCues(field)
        for (index, (_, position)) in read.enumerated() { positions[.cue(code, index)] = position }
        return read.map(\.cue)
    }

    private static func pole(_ field: YAMLField) -> Pole? {
        guard let section = field.section(["duality", "opposite"]) else { return nil }
        let duality = section.required("duality")?.id()
        let opposite = section.required("opposite")?.id()
        guard let duality, let opposite else { return nil }
        return Pole(duality: duality, opposite: opposite)
    }

    private func anchor(_ field: YAMLField) -> IndicatorAnchor? {
        guard let section = field.section(["indicator", "value", "subject"]) else { return nil }
        let indicator = section.required("indicator").flatMap { field -> String? in
            guard let name = field.text() else { return nil }
            if indicators.contains(name) { return name }
            let known = indicators.joined(separator: ", ")
            field.report(.badAnchor, "no indicator `\(name)`; under `indicators:` there are: \(known.isEmpty ? "none" : known)")
            return nil
        }
        let value = section.required("value").flatMap { field -> Int? in
            guard let value = field.integer() else { return nil }
            if IndicatorAnchor.values.contains(value) { return value }
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

    // MARK: Poles

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
                    .badPole,
                    "`\(opposite.id)` must name this code in turn: pole: {duality: \(pole.duality), opposite: \(code.id)}")
            }
            if let third = codes.first(where: { $0.pole?.duality == pole.duality && $0.id != code.id && $0.id != opposite.id }) {
                field.report(.badPole, "the duality `\(pole.duality)` has a third pole, `\(third.id)`; a duality has two")
            }
        }
    }
}
