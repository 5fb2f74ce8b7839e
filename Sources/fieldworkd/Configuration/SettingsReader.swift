import Configuration
import SourceFiles
import Synchronization

/// Reads settings key by key, and keeps a record: what took effect, from where, and all that is wrong.
///
/// A wrong value is a problem and reads as its default, so that one look at the configuration finds every problem.
final class SettingsReader {
    /// What a key came to.
    struct Effective: Equatable {
        let key: String
        let value: String
        let origin: String
    }

    private let layers: [SettingsLayer]
    private let config: ConfigReader
    private let lastAccess = LastAccess()
    private(set) var effective: [Effective] = []
    private var found: [SettingsProblem] = []

    /// The first layer that has a key decides.
    init(_ layers: [SettingsLayer]) {
        self.layers = layers
        // A reader wants at least one provider.
        config = ConfigReader(
            providers: layers.isEmpty ? [InMemoryProvider(values: [:])] : layers.map(\.provider), accessReporter: lastAccess)
    }

    /// The value of a key. `shown` is what the effective configuration prints of a value that may hold a secret.
    func read<Value>(
        _ key: String, default defaultValue: Value, _ format: SettingFormat<Value>, shown: ((Value) -> String)? = nil
    ) async -> Value {
        let text: String?
        do {
            text = try await config.fetchString(forKey: ConfigKey(key), isSecret: shown != nil)
        } catch {
            return wrong(key, "expected \(format.expectation), found a list or a section", defaultValue)
        }
        let value = text.map(format.parse) ?? defaultValue
        guard let value else {
            let found = shown == nil ? text.map { ", found \"\($0)\"" } ?? "" : ""
            return wrong(key, "expected \(format.expectation)\(found)", defaultValue)
        }
        note(key, (shown ?? format.write)(value), isDefault: text == nil)
        return value
    }

    /// The values of a key that takes a list of names.
    func readNames(_ key: String, default defaultValue: [String]) async -> [String] {
        guard let names = try? await config.fetchStringArray(forKey: ConfigKey(key), default: defaultValue),
            !names.isEmpty, names.allSatisfy({ 1...100 ~= $0.count }), Set(names).count == names.count
        else { return wrong(key, "expected a list of different names, such as [default, slow]", defaultValue) }
        note(key, "[\(names.joined(separator: ", "))]", isDefault: lastAccess.layer == nil)
        return names
    }

    /// Adds a problem that is seen only when several keys are looked at together.
    func report(_ key: String, _ words: String) {
        found.append(SettingsProblem(place: key, words))
    }

    /// All that is wrong: bad values first, then keys that nothing has read.
    var problems: [SettingsProblem] {
        let known = effective.map(\.key)
        let names = Set(known + known.map(SettingsLayer.environmentName))
        let unknown = layers.flatMap(\.mentions).filter { mention in
            let isSection = mention.isEmpty && known.contains { $0.hasPrefix(mention.key + ".") }
            return !names.contains(mention.key) && !isSection
        }
        return found
            + unknown.map { mention in
                let candidates = mention.place == mention.key ? known.map(SettingsLayer.environmentName) : known
                let nearest = Spelling.nearest(to: mention.key, among: candidates).map { "; did you mean \($0)?" } ?? ""
                return SettingsProblem(place: mention.place, "unknown key \(mention.key)\(nearest)")
            }
    }

    /// The settings in effect, a line each, and where each comes from.
    var report: String {
        let width = effective.map { $0.key.count + $0.value.count + 3 }.max() ?? 0
        return effective.map { setting in
            let text = "\(setting.key) = \(setting.value)"
            return text + String(repeating: " ", count: width - text.count + 2) + "# \(setting.origin)\n"
        }.joined()
    }

    private func note(_ key: String, _ value: String, isDefault: Bool) {
        let origin = isDefault ? nil : lastAccess.layer.map { layers[$0].name }
        effective.append(Effective(key: key, value: value, origin: origin ?? "default"))
    }

    private func wrong<Value>(_ key: String, _ words: String, _ defaultValue: Value) -> Value {
        effective.append(Effective(key: key, value: "", origin: "wrong"))
        let names = [key, SettingsLayer.environmentName(key)]
        let place = layers.lazy.flatMap(\.mentions).first { names.contains($0.key) }?.place
        found.append(SettingsProblem(place: place ?? key, "\(key): \(words)"))
        return defaultValue
    }
}

/// Remembers which layer the last value came from.
private final class LastAccess: AccessReporter {
    private let index = Mutex<Int?>(nil)

    var layer: Int? { index.withLock { $0 } }

    func report(_ event: AccessEvent) {
        let deciding = event.providerResults.firstIndex { (try? $0.result.get().value) != nil }
        index.withLock { $0 = deciding }
    }
}
