import Yams

extension YAMLField {
    /// The root of a file, or nil with the problem noted.
    package static func root(of bytes: some Sequence<UInt8>, log: ProblemLog) -> YAMLField? {
        guard let text = String(validating: Array(bytes), as: UTF8.self) else {
            log.note("not-utf-8", line: nil, path: "", "expected UTF-8 text")
            return nil
        }
        do {
            guard let node = try Yams.compose(yaml: text) else {
                log.note("empty", line: nil, path: "", "expected a YAML mapping, found an empty file")
                return nil
            }
            return YAMLField(node: node, path: "", log: log)
        } catch let error as YamlError {
            log.note(error)
        } catch {
            log.note("not-yaml", line: nil, path: "", "expected YAML")
        }
        return nil
    }
}

extension YAMLField.ProblemLog {
    fileprivate func note(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            note("not-yaml", line: mark.line, path: "", "not YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            note(
                "duplicate-key", line: context.mark.line, path: "",
                "\(keys.sorted().map { "'\($0)'" }.joined(separator: ", ")) stands more than once in this mapping")
        case .reader(let problem, _, _, _):
            note("not-yaml", line: nil, path: "", "not YAML: \(problem)")
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            note("not-yaml", line: nil, path: "", "expected YAML")
        }
    }
}
