import Foundation
import Reports
import Subprocess
import TestSupport
import Postgres
import Testing

/// What is different at a terminal: tables fit it, titles are bold, and questions are asked.
@Suite("At a terminal")
struct TerminalTests {
    /// Runs the program at a terminal of 72 columns, with these words typed.
    private static func run(_ command: String, typing words: String, on study: TestStudy) async throws -> (Int32?, String) {
        let result = try await Subprocess.run(
            .name("script"),
            arguments: [
                "--quiet", "--return", "--echo", "never", "--command", "stty cols 72; exec fieldwork \(command)", "/dev/null",
            ],
            environment: .custom([
                "PATH": "\(BuiltPrograms.directory):/usr/bin:/bin", "TZ": "UTC", "LC_ALL": "C.UTF-8",
                "FIELDWORK_DATABASE": study.database.conninfo,
            ]), input: .string(words), output: .string(limit: 1 << 20), error: .string(limit: 1 << 16))
        guard case .exited(let status) = result.terminationStatus else { return (nil, result.standardOutput) }
        return (status, result.standardOutput.replacing("\r\n", with: "\n"))
    }

    @Test("tables are wrapped to its width, and their titles bold")
    func width() async throws {
        try await TestStudy.coded { study in
            let (status, text) = try await Self.run("codings --language zh", typing: "", on: study)
            #expect(status == 0)
            #expect(text.hasPrefix("\u{1B}[1m編號"), "\(text)")
            for line in text.split(separator: "\n") {
                let plain = line.replacing("\u{1B}[1m", with: "").replacing("\u{1B}[0m", with: "")
                #expect(DisplayWidth.of(plain) <= 72, "\(line)")
            }
        }
    }

    @Test(
        "what cannot be taken back is asked",
        arguments: [("n\n", 1, "available"), ("\n", 1, "available"), ("y\n", 0, "cancelled")])
    func question(answer: String, expected: Int32, state: String) async throws {
        try await TestStudy.prepared { study in
            try await study.expect("study", "import", study.path("study.yaml"), "--with-documents")
            try await study.database.withConnection { connection in
                try await connection.executeScript("update fieldwork_store.documents set status = 'coded'")
            }
            let (status, text) = try await Self.run("jobs cancel 1", typing: answer, on: study)
            #expect(status == expected)
            #expect(text.contains("This cancels job 1. Are you sure? [y/N] "), "\(text)")
            let job = try JSON.object(try await study.expect("jobs", "show", "1", "--json"))
            #expect(job["state"] as? String == state)
        }
    }
}
