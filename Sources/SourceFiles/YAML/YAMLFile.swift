import Yams

/// Reads YAML files strictly: everything wrong is said at once, each with its place.
package enum YAMLFile {
    /// The size above which a file is refused unread, unless its reader says otherwise.
    package static let maximumBytes = 1 << 20

    /// Makes a value of a file.
    ///
    /// - Parameters:
    ///   - beginning: What such a file begins with, such as `codebook: …`.
    ///   - body: Is given the file's root. It reports what it cannot read; what it returns counts only if it reported nothing.
    package static func read<Value>(
        _ bytes: [UInt8], atMost limit: Int = maximumBytes, beginning: String, _ body: (YAMLField) -> Value?
    ) throws(FileProblems) -> Value {
        let text = try text(bytes, atMost: limit)
        let log = ProblemLog()
        let value: Value?
        do {
            // The parser owns the anchors of the nodes it made; they are looked at while reading.
            let parser = try Parser(yaml: text)
            value = try withExtendedLifetime(parser) {
                guard let root = try parser.singleRoot() else {
                    throw FileProblems(.notYAML, "expected `\(beginning)`, found an empty file")
                }
                return body(YAMLField(node: root, path: [], log: log))
            }
        } catch let problems as FileProblems {
            throw problems
        } catch {
            throw FileProblems([FileProblem(yaml: error)])
        }
        guard let value, log.problems.isEmpty else { throw FileProblems(log.problems) }
        return value
    }

    private static func text(_ bytes: [UInt8], atMost limit: Int) throws(FileProblems) -> String {
        guard bytes.count <= limit else {
            throw FileProblems(.tooLarge, "the file has \(bytes.count) bytes; at most \(limit) are read: split it")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FileProblems(.notYAML, "expected UTF-8: save the file in that encoding")
        }
        return text
    }
}

extension FileProblem {
    /// What the YAML parser refused. Of the file it quotes keys, and no value.
    package init(yaml error: any Error) {
        switch error {
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            self.init(
                .notYAML, at: SourcePosition(line: mark.line, column: mark.column),
                "not YAML: \(problem); check the indentation, and quote texts with `: ` or ` #` in them")
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            self.init(
                .duplicateKey, at: SourcePosition(line: context.mark.line, column: context.mark.column),
                "`\(keys.sorted().joined(separator: "`, `"))` stands twice in the same place; join the two")
        case YamlError.reader(let problem, let offset, _, let yaml):
            let lines = yaml.prefix(offset ?? 0).split(separator: "\n", omittingEmptySubsequences: false)
            self.init(
                .notYAML, at: SourcePosition(line: max(1, lines.count), column: (lines.last?.unicodeScalars.count ?? 0) + 1),
                "not YAML: \(problem)")
        default:
            self.init(.notYAML, "the file cannot be read as YAML")
        }
    }
}
