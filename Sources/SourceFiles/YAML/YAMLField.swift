import Yams

/// A value in the file and the way that led to it. Reading it as something it is not reports a problem and gives nil.
package struct YAMLField {
    let node: Node
    /// The keys and numbers of items that lead here from the root.
    package let path: [String]
    let log: ProblemLog

    package var position: SourcePosition { SourcePosition(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1) }

    package func report(_ kind: FileProblem.Kind, _ message: String) {
        log.report(FileProblem(kind, at: position, path: path, message))
    }

    package var isMapping: Bool { node.mapping != nil }

    /// The text at a key, where there is one; nothing is reported.
    package func peek(_ key: String) -> String? { node.mapping?[key]?.scalar?.string }

    /// The same value, told by another way to it.
    package func told(by path: [String]) -> YAMLField { YAMLField(node: node, path: path, log: log) }

    /// Reports a YAML anchor. Without anchors there are no aliases, which can make a small file very large.
    func hasAlias() -> Bool {
        guard let anchor = node.anchor else { return false }
        report(
            .alias,
            "YAML anchors and aliases (`&\(anchor.rawValue)`) are not used; write the value out where it is needed")
        return true
    }
}

extension Node {
    /// What it is, in a researcher's words.
    var kind: String {
        switch self {
        case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "the text `\(scalar.string.prefix(40))`"
        case .sequence: "a list"
        case .mapping: "`key: value` lines"
        case .alias: "an alias"
        }
    }
}
