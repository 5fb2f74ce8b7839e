import Codebooks
import Reports
import SourceFiles

extension Code {
    /// All there is to the code.
    func print(_ output: Output) {
        let language = output.language
        output.fields([
            ("編碼", "Code", id), ("名稱", "Name", name[language]), ("上層", "Parent", parent),
            ("定義", "Definition", definition[language]),
            ("兩極", "Duality", pole.map { "\($0.duality) (\($0.opposite))" }),
            ("指標", "Indicator", anchor.map { "\($0.indicator) = \($0.value), \($0.subject.rawValue)" }),
            ("註", "Note", note?[language]),
        ])
        part(include, zh: "包含", en: "Include", output)
        part(exclude, zh: "不包含", en: "Exclude", output)
        part(examples, zh: "例句", en: "Examples", output)
        part(counterExamples, zh: "反例", en: "Counter-examples", output)
        if cues.isEmpty { return }
        output.heading(zh: "線索", en: "Cues")
        output.table(
            [.init("語言", "Language"), .init("線索", "Cue", overflow: .wrap), .init("除非", "Unless", overflow: .wrap)],
            cues.map { [$0.language.rawValue, $0.written, $0.unless.joined(separator: " | ")] })
    }

    private func part(_ list: LocalizedList, zh: String, en: String, _ output: Output) {
        let texts = list[output.language]
        if texts.isEmpty { return }
        output.heading(zh: zh, en: en)
        output.fields(texts.map { ("·", "·", $0) })
    }

    var json: JSONText {
        .object([
            ("code", .string(id)), ("parent", .string(parent)), ("name", .text(name)), ("definition", .text(definition)),
            ("include", Self.json(include)), ("exclude", Self.json(exclude)), ("examples", Self.json(examples)),
            ("counterExamples", Self.json(counterExamples)),
            ("pole", pole.map { .object([("duality", .string($0.duality)), ("opposite", .string($0.opposite))]) } ?? .null),
            ("anchor", anchor.map(Self.json) ?? .null), ("note", .text(note)),
            (
                "cues",
                .array(
                    cues.map { cue in
                        .object([
                            ("language", .string(cue.language.rawValue)), ("cue", .string(cue.written)),
                            ("unless", .strings(cue.unless)),
                        ])
                    })
            ),
        ])
    }

    private static func json(_ list: LocalizedList) -> JSONText {
        .object([("zh", .strings(list.zh)), ("en", .strings(list.en))])
    }

    private static func json(_ anchor: IndicatorAnchor) -> JSONText {
        .object([
            ("indicator", .string(anchor.indicator)), ("value", .integer(anchor.value)),
            ("subject", .string(anchor.subject.rawValue)),
        ])
    }
}
