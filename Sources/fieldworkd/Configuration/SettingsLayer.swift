import Configuration
import FoundationEssentials
import SourceFiles
import SystemPackage
import Yams

/// One place that settings come from. Layers are asked in order; the first that has a key decides.
struct SettingsLayer: Sendable {
    /// A key as it was written, and where, in words for an error.
    struct Mention: Sendable {
        let key: String
        let place: String
        /// Nothing follows the key: a section whose keys are all commented out.
        var isEmpty = false
    }

    let provider: any ConfigProvider
    /// Everything the layer sets, known or not, in the order written.
    let mentions: [Mention]
    /// Where its values come from, in words for the effective configuration.
    let name: String

    /// `FIELDWORKD_HTTP_PORT=0` for `http.port`. Other variables are not looked at.
    static func environment(_ environment: [String: String]) -> SettingsLayer {
        let own = environment.filter { $0.key.hasPrefix(environmentPrefix) }
        return SettingsLayer(
            provider: EnvironmentVariablesProvider(environmentVariables: own).prefixKeys(with: "fieldworkd"),
            mentions: own.keys.sorted().map { Mention(key: $0, place: $0) },
            name: "environment")
    }

    /// `--set http.port=0`.
    static func options(_ options: [SettingOption]) -> SettingsLayer {
        let values = Dictionary(options.map { (environmentName($0.key), $0.value) }) { _, last in last }
        return SettingsLayer(
            provider: EnvironmentVariablesProvider(environmentVariables: values).prefixKeys(with: "fieldworkd"),
            mentions: options.map { Mention(key: $0.key, place: "--set \($0.key)") },
            name: "--set")
    }

    /// A YAML file, `http: {port: 0}`; nil if it holds nothing but comments.
    ///
    /// - Throws: ``SettingsProblem`` for a file that cannot be read or is no YAML.
    static func file(_ path: String) throws(SettingsProblem) -> SettingsLayer? {
        let bytes: Data
        do { bytes = try Data(contentsOf: FilePath(path)) } catch {
            throw SettingsProblem(place: path, "cannot be read: \(error)")
        }
        let root: Node?
        // Each key knows how its value is written, so YAML's rules for numbers and dates are left out: they are regular
        // expressions, and the first of them brings all of ICU's tables into memory.
        do { root = try Yams.Parser(yaml: bytes, resolver: .basic).singleRoot() } catch {
            let problem = FileProblem(yaml: error)
            throw SettingsProblem(place: "\(path):\(problem.position)", problem.message)
        }
        guard let root else { return nil }
        guard root.mapping != nil else { throw SettingsProblem(place: path, "no valid YAML mapping") }
        let leaves = leaves(root)
        let values = leaves.map { leaf in
            let components = leaf.key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            return (AbsoluteConfigKey(components), ConfigValue(content(leaf.node), isSecret: true))
        }
        return SettingsLayer(
            provider: InMemoryProvider(name: path, values: Dictionary(values) { _, last in last }),
            mentions: leaves.map {
                Mention(key: $0.key, place: "\(path):\($0.node.mark?.line ?? 1)", isEmpty: $0.node.null != nil)
            },
            name: path)
    }

    /// A list of texts, or a text.
    private static func content(_ node: Node) -> ConfigContent {
        if let sequence = node.sequence { .stringArray(sequence.map { $0.string ?? "" }) } else { .string(node.string ?? "") }
    }

    private static let environmentPrefix = "FIELDWORKD_"

    /// The variable that sets a key.
    static func environmentName(_ key: String) -> String {
        environmentPrefix + key.uppercased().map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
    }

    private static func leaves(_ node: Node, prefix: String = "") -> [(key: String, node: Node)] {
        guard let mapping = node.mapping else { return [(prefix, node)] }
        return mapping.flatMap { key, value in
            leaves(value, prefix: (prefix.isEmpty ? "" : prefix + ".") + (key.string ?? "?"))
        }
    }
}
