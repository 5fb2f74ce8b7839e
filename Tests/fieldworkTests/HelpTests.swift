import ArgumentParser
import Foundation
import Pipeline
import Reports
import TestSupport
import Testing

@testable import fieldwork

@Suite("The help")
struct HelpTests {
    /// Every verb, as one types it, with those that only lead to others.
    private static let verbs: [[String]] = verbs(of: fieldwork.Fieldwork.self, [])

    private static func verbs(of command: any ParsableCommand.Type, _ path: [String]) -> [[String]] {
        [path]
            + command.configuration.subcommands.flatMap { verb in
                verbs(of: verb, path + [verb.configuration.commandName ?? "\(verb)".lowercased()])
            }
    }

    @Test("is what the fixture says, for every verb")
    func wholeText() async throws {
        var text = ""
        for verb in Self.verbs {
            let outcome = try await Program().run(verb + ["--help"])
            #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(verb)")
            text += "$ " + (["fieldwork"] + verb + ["--help"]).joined(separator: " ") + "\n\(outcome.output)\n"
        }
        let path = Repository.path("Tests/fieldworkTests/Fixtures/help.txt")
        if ProcessInfo.processInfo.environment["FIELDWORK_WRITE_SNAPSHOT"] != nil {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }

    @Test("fits 80 columns", arguments: verbs)
    func width(verb: [String]) async throws {
        for line in try await Program().run(verb + ["--help"]).output.split(separator: "\n") {
            #expect(DisplayWidth.of(line) <= 80, "\(line)")
        }
    }

    @Test("tells the version")
    func version() async throws {
        let outcome = try await Program()("--version")
        #expect(outcome.output == "\(Release.version)\n" && outcome.status == 0)
    }

    @Test(
        "comes with status 64 where the command line is not understood",
        arguments: [["nonsense"], ["enqueue"], ["jobs", "show", "x"]])
    func usage(arguments: [String]) async throws {
        let outcome = try await Program().run(arguments)
        #expect(outcome.status == 64 && outcome.output.isEmpty && outcome.errors.contains("Usage: fieldwork"))
    }
}
