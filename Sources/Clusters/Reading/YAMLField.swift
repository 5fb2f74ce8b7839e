package import Codebooks
import Yams

/// A place in a YAML file, read strictly: a reading that fails notes the problem and returns nil, so that one pass finds
/// them all.
package struct YAMLField {
    let node: Node
    package let path: String
    let log: ProblemLog

    /// Collects the problems of one reading.
    package final class ProblemLog {
        private var noted: [FileProblem] = []

        package init() {}

        /// In the order of their lines; those of one line in the order of their finding.
        package var problems: [FileProblem] {
            noted.enumerated().sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }.map(\.element)
        }

        func note(_ code: String, line: Int?, path: String, _ message: String) {
            noted.append(FileProblem(code: code, line: line, path: path, message: message))
        }
    }

    package func fail(_ code: String, _ message: String) {
        log.note(code, line: node.mark?.line, path: path, message)
    }

    // MARK: - Scalars

    package func string() -> String? {
        guard let text = node.scalar?.string else {
            fail("wrong-type", "expected text, found \(kind)")
            return nil
        }
        let isBlank = text.allSatisfy(\.isWhitespace)
        if isBlank { fail("empty", "expected text, found nothing") }
        return isBlank ? nil : text
    }

    package func integer(in range: ClosedRange<Int>) -> Int? {
        guard let value = node.scalar.flatMap({ Int($0.string) }), range.contains(value) else {
            fail("out-of-range", "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return value
    }

    /// A number on the scale of scores, which have two decimals.
    func score(in range: ClosedRange<Double>) -> Double? {
        guard let value = node.scalar.flatMap({ Double($0.string) }), range.contains(value),
            value.roundedToHundredth == value
        else {
            fail("out-of-range", "expected a number from \(range.lowerBound) to \(range.upperBound), two decimals at most")
            return nil
        }
        return value
    }

    /// One of a closed list of words.
    package func word<Word: RawRepresentable<String> & CaseIterable>(_: Word.Type = Word.self) -> Word? {
        if let word = node.scalar.flatMap({ Word(rawValue: $0.string) }) { return word }
        fail("unknown-word", "expected one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }

    /// A name of lower-case letters, digits and hyphens that begins with a letter.
    package func identifier() -> String? {
        guard let text = string() else { return nil }
        let isLetter = { (scalar: Unicode.Scalar) in ("a"..."z").contains(scalar) }
        let isName =
            text.unicodeScalars.first.map(isLetter) == true
            && text.unicodeScalars.allSatisfy { isLetter($0) || ("0"..."9").contains($0) || $0 == "-" }
        if !isName { fail("not-an-id", "expected lower-case letters, digits and hyphens, a letter first") }
        return isName ? text : nil
    }

    // MARK: - Collections

    package func list() -> [YAMLField]? {
        guard let sequence = node.sequence else {
            fail("wrong-type", "expected a list, found \(kind)")
            return nil
        }
        return sequence.enumerated().map { YAMLField(node: $1, path: "\(path)[\($0)]", log: log) }
    }

    /// A list of different words, one at least.
    func words<Word: RawRepresentable<String> & CaseIterable & Hashable>(_: Word.Type = Word.self) -> Set<Word>? {
        guard let fields = list() else { return nil }
        var words: Set<Word> = []
        for field in fields {
            guard let word = field.word(Word.self) else { continue }
            if !words.insert(word).inserted { field.fail("duplicate", "stands in the list already") }
        }
        if fields.isEmpty { fail("empty", "expected one entry at least") }
        return words
    }

    /// The entries of a mapping that has these keys and no others.
    package func mapping(_ keys: [String], optional: [String] = []) -> [String: YAMLField]? {
        guard let mapping = node.mapping else {
            fail("wrong-type", "expected a mapping, found \(kind)")
            return nil
        }
        var fields: [String: YAMLField] = [:]
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            if keys.contains(name) || optional.contains(name) {
                fields[name] = YAMLField(node: value, path: path.isEmpty ? name : "\(path).\(name)", log: log)
            } else {
                log.note(
                    "unknown-key", line: key.mark?.line, path: path,
                    "unknown key '\(name)'; expected \((keys + optional).joined(separator: ", "))")
            }
        }
        for key in keys where fields[key] == nil {
            fail("missing-key", "'\(key)' is missing")
        }
        return fields
    }

    /// The entries of a mapping whose keys are the file's own, in its order.
    package func entries() -> [(key: YAMLField, value: YAMLField)]? {
        guard let mapping = node.mapping else {
            fail("wrong-type", "expected a mapping, found \(kind)")
            return nil
        }
        return mapping.map { key, value in
            let name = key.scalar?.string ?? ""
            return (
                key: YAMLField(node: key, path: path, log: log), value: YAMLField(node: value, path: "\(path).\(name)", log: log)
            )
        }
    }

    /// The same words in Chinese and English.
    package func text() -> LocalizedText? {
        guard let fields = mapping(["zh", "en"]) else { return nil }
        guard let zh = fields["zh"]?.string(), let en = fields["en"]?.string() else { return nil }
        return LocalizedText(zh: zh, en: en)
    }

    private var kind: String {
        if node.mapping != nil { return "a mapping" }
        return node.sequence != nil ? "a list" : "text"
    }
}
