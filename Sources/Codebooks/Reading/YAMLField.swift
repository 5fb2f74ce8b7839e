import Yams

/// A value in the file and the way that led to it. Reading it as something it is not reports a problem and gives nil.
struct YAMLField {
    let node: Node
    let path: [String]
    let log: ProblemLog

    var position: SourcePosition { SourcePosition(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1) }

    func report(_ kind: CodebookProblem.Kind, _ message: String) {
        log.report(CodebookProblem(kind, at: position, path: path.joined(separator: " › "), message))
    }

    var isMapping: Bool { node.mapping != nil }

    /// The text at a key, where there is one; nothing is reported.
    func peek(_ key: String) -> String? { node.mapping?[key]?.scalar?.string }

    /// A text that is not empty, its lines joined.
    func text() -> String? {
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

    func integer() -> Int? {
        guard let text = text() else { return nil }
        guard let value = Int(text) else {
            report(.wrongType, "expected a whole number, found `\(text)`")
            return nil
        }
        return value
    }

    /// An id: lower-case words joined by hyphens.
    func id() -> String? {
        guard let text = text(), isID(text) else { return nil }
        return text
    }

    /// Whether a text is an id; reported here where it is none.
    func isID(_ text: String) -> Bool {
        let words = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let good = words.allSatisfy { word in
            !word.isEmpty && word.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
        }
        if good, text.utf8.count <= 64 { return true }
        report(
            .badID, "expected lower-case words joined by hyphens, as in `joint-enterprise`, at most 64 letters; found `\(text)`")
        return false
    }

    /// The items of a list; empty, and reported, where it is none.
    func items() -> [YAMLField] {
        guard case .sequence(let sequence) = node, !hasAlias() else {
            if node.anchor == nil { report(.wrongType, "expected a list (lines that begin with `- `), found \(node.kind)") }
            return []
        }
        if sequence.isEmpty { report(.emptyText, "expected at least one item; leave the key out if there is none") }
        return sequence.enumerated().map { YAMLField(node: $1, path: path + ["\($0 + 1)"], log: log) }
    }

    /// The keys and values of a mapping, in the order of the file, with each key that is no plain text reported.
    func entries() -> [(key: String, value: YAMLField)] {
        guard case .mapping(let mapping) = node, !hasAlias() else {
            if node.anchor == nil { report(.wrongType, "expected `key: value` lines, found \(node.kind)") }
            return []
        }
        return mapping.compactMap { key, value in
            guard let name = key.scalar?.string else {
                YAMLField(node: key, path: path, log: log).report(.wrongType, "expected a plain word as key, found \(key.kind)")
                return nil
            }
            // An empty value has no place of its own worth pointing at: its key has.
            let isEmpty = value.scalar?.string.isEmpty == true
            var field = YAMLField(node: value, path: path + [name], log: log)
            if isEmpty { field = YAMLField(node: .scalar(.init("", .implicit, .any, key.mark)), path: path + [name], log: log) }
            return (name, field)
        }
    }

    /// A mapping of which all keys are known.
    func section(_ known: [String]) -> YAMLSection? {
        guard case .mapping(let mapping) = node else {
            _ = entries()
            return nil
        }
        var section = YAMLSection(field: self)
        for ((key, _), entry) in zip(mapping, entries()) {
            if known.contains(entry.key) {
                section.values[entry.key] = entry.value
                continue
            }
            let guess = Spelling.nearest(to: entry.key, among: known)
            section.unknown.append(guess ?? entry.key)
            YAMLField(node: key, path: path, log: log).report(
                .unknownKey,
                "unknown key `\(entry.key)`; \(guess.map { "did you mean `\($0)`? " } ?? "")known here: \(known.joined(separator: ", "))"
            )
        }
        return section
    }

    /// A text in both languages.
    func localizedText() -> LocalizedText? {
        guard let (zh, en) = translations() else { return nil }
        guard let zh = zh.text(), let en = en.text() else { return nil }
        return LocalizedText(zh: zh, en: en)
    }

    /// Lists of sentences in both languages.
    func localizedList() -> LocalizedList? {
        guard let (zh, en) = translations() else { return nil }
        return LocalizedList(zh: zh.items().compactMap { $0.text() }, en: en.items().compactMap { $0.text() })
    }

    private func translations() -> (YAMLField, YAMLField)? {
        let languages = Language.allCases.map(\.rawValue)
        guard let section = section(languages) else { return nil }
        for language in languages where section[language] == nil {
            report(.missingTranslation, "expected both \(languages.joined(separator: " and ")); `\(language)` is missing")
        }
        guard let zh = section["zh"], let en = section["en"] else { return nil }
        return (zh, en)
    }

    /// Reports a YAML anchor. Without anchors there are no aliases, which can make a small file very large.
    private func hasAlias() -> Bool {
        guard let anchor = node.anchor else { return false }
        report(
            .alias,
            "YAML anchors and aliases (`&\(anchor.rawValue)`) are not used in codebooks; put shared phrases under `words:`")
        return true
    }
}

extension Node {
    /// What it is, in a researcher's words.
    fileprivate var kind: String {
        switch self {
        case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "the text `\(scalar.string.prefix(40))`"
        case .sequence: "a list"
        case .mapping: "`key: value` lines"
        case .alias: "an alias"
        }
    }
}
