import Yams

extension YAMLField {
    /// The items of a list; empty, and reported, where it is none.
    package func items() -> [YAMLField] {
        guard case .sequence(let sequence) = node, !hasAlias() else {
            if node.anchor == nil { report(.wrongType, "expected a list (lines that begin with `- `), found \(node.kind)") }
            return []
        }
        if sequence.isEmpty { report(.emptyText, "expected at least one item; leave the key out if there is none") }
        return sequence.enumerated().map { YAMLField(node: $1, path: path + ["\($0 + 1)"], log: log) }
    }

    /// A list of different words of a closed list.
    package func words<Word: RawRepresentable<String> & CaseIterable & Hashable>(_: Word.Type = Word.self) -> Set<Word>? {
        let items = items()
        var words: Set<Word> = []
        for item in items {
            guard let word = item.word(Word.self) else { continue }
            if !words.insert(word).inserted { item.report(.duplicateID, "`\(word.rawValue)` stands in the list already") }
        }
        return items.isEmpty ? nil : words
    }

    /// The keys and values of a mapping, in the order of the file.
    package func entries() -> [(key: String, value: YAMLField)] {
        (pairs() ?? []).map { (key: $0.name, value: $0.value) }
    }

    /// A mapping of which all keys are known.
    package func section(_ known: [String]) -> YAMLSection? {
        guard let pairs = pairs() else { return nil }
        var section = YAMLSection(field: self)
        for (name, key, value) in pairs {
            if known.contains(name) {
                section.values[name] = value
                continue
            }
            let guess = Spelling.nearest(to: name, among: known)
            section.unknown.append(guess ?? name)
            let question = guess.map { "did you mean `\($0)`? " } ?? ""
            key.report(.unknownKey, "unknown key `\(name)`; \(question)known here: \(known.joined(separator: ", "))")
        }
        return section
    }

    /// The keys of a mapping, as words and as fields, and their values; each key that is no plain text is reported.
    private func pairs() -> [(name: String, key: YAMLField, value: YAMLField)]? {
        guard case .mapping(let mapping) = node, !hasAlias() else {
            if node.anchor == nil { report(.wrongType, "expected `key: value` lines, found \(node.kind)") }
            return nil
        }
        return mapping.compactMap { key, value in
            let keyField = YAMLField(node: key, path: path, log: log)
            guard let name = key.scalar?.string else {
                keyField.report(.wrongType, "expected a plain word as key, found \(key.kind)")
                return nil
            }
            // An empty value has no place of its own worth pointing at: its key has.
            let isEmpty = value.scalar?.string.isEmpty == true
            let node = isEmpty ? Node.scalar(.init("", .implicit, .any, key.mark)) : value
            return (name, keyField, YAMLField(node: node, path: path + [name], log: log))
        }
    }
}
