import Foundation
import TestSupport

/// A small study on a database of its own, and the folder its files are in.
struct TestStudy: Sendable {
    let database: TestDatabase
    /// Ends with a slash.
    let folder: String

    /// The program on the study's database.
    var fieldwork: Program { Program(database: database.conninfo) }

    /// Gives `body` a migrated database with the shipped codebooks, and the study's files.
    static func prepared(_ body: (TestStudy) async throws -> Void) async throws {
        try await withTestDatabase { database in
            let folder = FileManager.default.temporaryDirectory.appending(path: "fieldwork-\(UUID().uuidString)/")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let study = TestStudy(database: database, folder: folder.path())
            for (name, text) in files { try study.write(text, to: name) }
            try await study.expect("migrate")
            try await body(study)
        }
    }

    /// As ``prepared(_:)``, with the study imported.
    static func imported(_ body: (TestStudy) async throws -> Void) async throws {
        try await prepared { study in
            try await study.expect("study", "import", study.path("study.yaml"))
            try await body(study)
        }
    }

    /// As ``imported(_:)``, with its three documents coded, but for the one that is refused.
    static func coded(_ body: (TestStudy) async throws -> Void) async throws {
        try await prepared { study in
            try await study.expect("study", "import", study.path("study.yaml"), "--with-documents")
            try await Workers.drain(study.database.conninfo)
            try await body(study)
        }
    }

    func path(_ name: String) -> String { folder + name }

    func write(_ text: String, to name: String) throws {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
    }

    /// Runs what must succeed for the test to mean anything.
    @discardableResult
    func expect(_ arguments: String...) async throws -> String {
        let outcome = try await fieldwork.run(arguments)
        guard outcome.status == 0 else { throw Unexpected(arguments: arguments, outcome: outcome) }
        return outcome.output
    }

    struct Unexpected: Error {
        let arguments: [String]
        let outcome: Program.Outcome
    }

    private static let files = [
        "study.yaml": """
        study: pilot
        title: {zh: 試辦研究, en: Pilot study}
        regions: [Q, P]
        roles:
          L: {zh: 召集人, en: leader}
          S: {zh: 資深成員, en: senior member}
        codebooks: [gau-dualities, lin-patterns]
        rule-set: lin-patterns
        clusters:
          - {code: Q1, members: 12, commodity: {zh: 茶, en: tea}}
          - {code: P1}
        participants:
          - {code: Q1L, title: Ms.}
          - {code: P1L}
        documents:
          - {file: 訪談 王小明.txt, type: transcript, cluster: Q1, participant: Q1L}
          - {file: final.md, type: final-report, cluster: Q1}
          - {file: fake.docx, type: transcript, cluster: P1, participant: P1L}

        """,
        "訪談 王小明.txt": """
        訪談者：你們平常怎麼合作？

        Q1L：我們會一起採購原料，設備也互相借用。（笑）

        Q1L：有人說我們只是在競爭，其實不是。

        Q1L：我們從來沒有合作過網路行銷。

        """,
        "final.md": "# 期末報告\n\n召集人每個月召開會議，安排成員輪流分享經驗。\n",
        "fake.docx": "這不是 Word 檔。\n",
    ]
}
