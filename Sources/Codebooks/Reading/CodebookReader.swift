import Yams

/// Reads codebook files strictly: everything wrong is reported at once, each with its place. The format is described in
/// docs/codebooks.md.
package enum CodebookReader {
    /// The size above which a file is refused unread.
    package static let maximumBytes = 1 << 20

    package static func read(_ yaml: [UInt8]) throws(CodebookError) -> CodebookDocument {
        let start = SourcePosition(line: 1, column: 1)
        guard yaml.count <= maximumBytes else {
            throw CodebookError(
                .tooLarge, at: start, "the file has \(yaml.count) bytes; at most \(maximumBytes) are read: split the codebook")
        }
        guard let text = String(validating: yaml, as: UTF8.self) else {
            throw CodebookError(.notYAML, at: start, "expected UTF-8: save the file in that encoding")
        }
        guard let sha256 = SHA256.hex(yaml) else {
            throw CodebookError(.noDigest, at: start, "libcrypto refused to compute a SHA-256: try again, with more memory")
        }
        do {
            // The parser owns the anchors of the nodes it made; they are looked at while reading.
            let parser = try Parser(yaml: text)
            return try withExtendedLifetime(parser) {
                guard let root = try parser.singleRoot() else {
                    throw CodebookError(.notYAML, at: start, "expected `codebook: …`, found an empty file")
                }
                return try document(root, sha256: sha256)
            }
        } catch let error as CodebookError {
            throw error
        } catch {
            throw CodebookError(error)
        }
    }

    private static func document(_ root: Node, sha256: String) throws(CodebookError) -> CodebookDocument {
        let log = ProblemLog()
        let field = YAMLField(node: root, path: [], log: log)
        var tree = CodeTree(log: log)
        let keys = ["codebook", "version", "title", "summary", "words", "indicators", "codes"]
        var parts: (name: String, version: Int, title: LocalizedText, summary: LocalizedText)?
        if let section = field.section(keys) {
            let name = section.required("codebook")?.id()
            let version = section.required("version").flatMap { Self.version($0) }
            let title = section.required("title")?.localizedText()
            let summary = section.required("summary")?.localizedText()
            tree.readWords(section["words"])
            tree.readIndicators(section["indicators"])
            for code in section.required("codes")?.items() ?? [] { tree.readCode(code, parent: nil) }
            tree.checkPoles()
            if let name, let version, let title, let summary { parts = (name, version, title, summary) }
        }
        guard log.problems.isEmpty, let parts else {
            let problems = log.problems.enumerated().sorted {
                ($0.element.position.line, $0.element.position.column, $0.offset)
                    < ($1.element.position.line, $1.element.position.column, $1.offset)
            }
            throw CodebookError(problems: problems.map(\.element))
        }
        let codebook = Codebook(
            name: parts.name, version: parts.version, title: parts.title, summary: parts.summary, indicators: tree.indicators,
            codes: tree.codes, sha256: sha256)
        return CodebookDocument(codebook: codebook, unusedWords: tree.unusedWords, positions: tree.positions)
    }

    private static func version(_ field: YAMLField) -> Int? {
        guard let version = field.integer() else { return nil }
        guard version >= 1 else {
            field.report(.wrongType, "expected a version of 1 or more, found \(version)")
            return nil
        }
        return version
    }
}

extension CodebookError {
    fileprivate init(_ kind: CodebookProblem.Kind, at position: SourcePosition, _ message: String) {
        self.init(problems: [CodebookProblem(kind, at: position, path: "", message)])
    }

    /// What the YAML parser refused.
    fileprivate init(_ error: any Error) {
        let start = SourcePosition(line: 1, column: 1)
        guard let error = error as? YamlError else {
            self.init(.notYAML, at: start, "the file cannot be read as YAML")
            return
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            self.init(
                .notYAML, at: SourcePosition(line: mark.line, column: mark.column),
                "not YAML: \(problem); check the indentation, and quote texts with `: ` or ` #` in them")
        case .duplicatedKeysInMapping(let keys, let context):
            self.init(
                .duplicateKey, at: SourcePosition(line: context.mark.line, column: context.mark.column),
                "`\(keys.joined(separator: "`, `"))` stands twice in the same place; join the two")
        case .reader(let problem, let offset, _, let yaml):
            let before = yaml.prefix(offset ?? 0)
            let line = before.split(separator: "\n", omittingEmptySubsequences: false)
            self.init(
                .notYAML, at: SourcePosition(line: max(1, line.count), column: (line.last?.unicodeScalars.count ?? 0) + 1),
                "not YAML: \(problem)")
        default:
            self.init(.notYAML, at: start, "the file cannot be read as YAML")
        }
    }
}
