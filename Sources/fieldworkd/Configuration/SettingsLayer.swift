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
    static func file(_ path: String) async throws(SettingsProblem) -> SettingsLayer? {
        let bytes: Data
        do { bytes = try Data(contentsOf: FilePath(path)) } catch {
            throw SettingsProblem(place: path, "cannot be read: \(error)")
        }
        let root: Node?
        do { root = try Yams.Parser(yaml: bytes).singleRoot() } catch {
            let problem = FileProblem(yaml: error)
            throw SettingsProblem(place: "\(path):\(problem.position)", problem.message)
        }
        guard let root else { return nil }
        do {
            return SettingsLayer(
                provider: try await FileProvider<YAMLSnapshot>(filePath: FilePath(path)),
                mentions: leaves(root).map {
                    Mention(key: $0.key, place: "\(path):\($0.node.mark?.line ?? 1)", isEmpty: $0.node.null != nil)
                },
                name: path)
        } catch {
            // Without the error's own words: they may hold a password.
            throw SettingsProblem(place: path, "no valid YAML mapping")
        }
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
