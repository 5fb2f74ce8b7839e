import Testing
import TestSupport

@testable import fieldworkd

/// `deploy/fieldworkd.yaml`, which administrators read instead of the code.
@Suite struct ExampleSettingsTests {
    private func read(_ yaml: String?) async throws -> SettingsReader {
        var layers: [SettingsLayer] = []
        if let yaml {
            let file = try TemporaryFile(yaml)
            if let layer = try SettingsLayer.file(file.path) { layers.append(layer) }
        }
        let reader = SettingsReader(layers)
        _ = await DaemonSettings(reader, environment: [:])
        return reader
    }

    @Test("as it is shipped it changes nothing")
    func shipped() async throws {
        let reader = try await read(try Repository.text(of: "deploy/fieldworkd.yaml"))
        #expect(reader.problems.isEmpty)
        #expect(reader.effective == (try await read(nil)).effective)
    }

    @Test("it shows every key there is, with its default")
    func complete() async throws {
        let yaml = try Repository.text(of: "deploy/fieldworkd.yaml").replacing(/\n  #(?=\w)/, with: "\n  ")
        let shown = try await read(yaml)
        let defaults = try await read(nil)
        // The processors of this machine, and a file that is not on it.
        let machine = ["jobs.threads", "database.password-file", "extract.folder"]
        #expect(shown.problems.allSatisfy { machine.contains($0.place) })
        #expect(shown.effective.allSatisfy { $0.origin != "default" })
        for (shown, expected) in zip(shown.effective, defaults.effective) where !machine.contains(expected.key) {
            #expect(shown.key == expected.key && shown.value == expected.value)
        }
    }

    @Test(
        "what would have no effect is refused", arguments: [("timeout", "111s"), ("file-size", "51MB"), ("text-size", "101MB")])
    func bounds(key: String, value: String) async throws {
        let problems = try await read("extract: {\(key): \(value)}").problems
        #expect(problems.contains { $0.description.contains("extract.\(key): expected") })
    }

    @Test("nothing but keys and comments is in it")
    func keysOnly() throws {
        let keys = try Repository.text(of: "deploy/fieldworkd.yaml").matches(of: /\n  #(?=\w)/).count
        #expect(keys == 22)
    }
}
