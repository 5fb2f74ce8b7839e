import ArgumentParser
import Foundation
import Subprocess
import TestSupport
import Testing

@testable import fieldwork

@Suite("docs/cli.md")
struct DocumentationTests {
    @Test("has examples that run")
    func examples() async throws {
        let text = try Repository.text(of: "docs/cli.md")
        let examples = text.matches(of: /(?s)```sh\n(.*?)```/).map { String($0.1) }
        #expect(examples.count > 10)
        try await withTestDatabase(.empty) { database in
            for example in examples {
                let result = try await Subprocess.run(
                    .name("bash"), arguments: ["-euo", "pipefail", "-c", "cd \"$REPOSITORY\"\n" + example],
                    environment: .custom([
                        "PATH": "\(BuiltPrograms.directory):/usr/bin:/bin", "LC_ALL": "C.UTF-8", "COLUMNS": "80",
                        "REPOSITORY": Repository.path("."), "FIELDWORK_DATABASE": database.conninfo,
                    ]), output: .string(limit: 1 << 24), error: .string(limit: 1 << 20))
                #expect(result.terminationStatus.isSuccess, "\(example)\n\(result.standardError)")
                try await Workers.drain(database.conninfo)
            }
        }
    }

    @Test("names every verb and every exit status")
    func complete() throws {
        let text = try Repository.text(of: "docs/cli.md")
        for group in fieldwork.Fieldwork.configuration.groupedSubcommands {
            for verb in group.subcommands {
                let name = verb.configuration.commandName ?? "\(verb)".lowercased()
                #expect(text.contains("# \(name)\n"), "\(name)")
                for part in verb.configuration.subcommands {
                    #expect(text.contains("`\("\(part)".lowercased())`"), "\(name) \(part)")
                }
            }
        }
        for status in ExitStatus.allCases { #expect(text.contains("\n| \(status.rawValue) |")) }
    }
}
