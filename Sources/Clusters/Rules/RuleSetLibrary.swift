package import SourceFiles

/// The rule sets that come with the program.
package enum RuleSetLibrary {
    /// By name; what stands in `Library/`, one line each.
    private static let files: [(name: String, yaml: [UInt8])] = [
        ("lin-patterns", PackageResources.lin_patterns_yaml)
    ]

    package static var names: [String] { files.map(\.name) }

    /// The file of a rule set, word for word; nil where there is none of that name.
    package static func yaml(_ name: String) -> [UInt8]? {
        files.first { $0.name == name }?.yaml
    }

    /// - Throws: ``FileProblems``, for a shipped file only after somebody broke it.
    package static func ruleSet(_ name: String) throws(FileProblems) -> RuleSet? {
        guard let yaml = yaml(name) else { return nil }
        return try RuleSetReader.read(yaml)
    }
}
