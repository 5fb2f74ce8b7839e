import Foundation
import TestSupport
import Testing

/// The first thing a stranger runs.
@Suite("fieldwork demo")
struct DemoTests {
    private func inFolder(_ body: (String) async throws -> Void) async throws {
        // Short, for the server's socket is in it; and where the server's own account may go.
        let folder = "/var/tmp/fieldwork-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    private func demo(_ folder: String, data: String, output: String) async throws -> Program.Outcome {
        // Settings that are there for another daemon are none of its own.
        let variables = ["FIELDWORKD_HTTP_PORT": "none", "FIELDWORKD_JOBS_QUEUES": "night", "FIELDWORKD_NO_KEY": "1"]
        return try await Program(variables: variables).run([
            "demo", "--data", "\(folder)/\(data)", "--output", "\(folder)/\(output)",
            "--study", Repository.path("docs/samples/study.yaml"), "--ratings",
            Repository.path("docs/samples/expert-ratings.csv"),
        ])
    }

    @Test(
        "shows the seven clusters, whatever settings there are for another daemon, adds nothing the second time, and is the same to the byte on another database"
    )
    func wholeRun() async throws {
        try await inFolder { folder in
            let first = try await demo(folder, data: "a", output: "1")
            #expect(first.status == 0, "\(first.errors)")
            for line in [
                "E1 +IV Leader-oriented", "M1 +II Ability-oriented", "M2 +II Ability-oriented", "N1 +II Ability-oriented",
                "N2 +I Sustainable Development", "S1 +III Newborn", "S2 +I Sustainable Development",
            ] {
                #expect(first.output.contains(try Regex("\n\(line) .* provisional")), "\(line)")
            }
            let second = try await demo(folder, data: "a", output: "2")
            #expect(second.status == 0 && second.output.contains("already there"))
            let other = try await demo(folder, data: "b", output: "3")
            #expect(other.status == 0)
            // All but the time of the last classification.
            let pages = try (1...3).map { run in
                try String(contentsOfFile: "\(folder)/\(run)/report-en.html", encoding: .utf8)
                    .replacing(/\d{4}-\d\d-\d\d \d\d:\d\d/, with: "")
            }
            #expect(pages[0] == pages[1], "another run on the same database")
            #expect(pages[0] == pages[2], "another database")
        }
    }
}
