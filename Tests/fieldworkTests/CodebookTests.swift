import Foundation
import TestSupport
import Testing

@Suite("fieldwork codebook")
struct CodebookTests {
    private static let small = """
        codebook: small
        version: 1
        title: {zh: 小編碼簿, en: Small codebook}
        summary: {zh: 測試用。, en: For a test.}
        codes:
          - id: help
            name: {zh: 互相幫忙, en: Helping each other}
            definition: {zh: 成員互相幫忙。, en: Members help each other.}
            examples: {zh: [大家互相幫忙。], en: [We help each other.]}
            cues:
              zh: [互相幫忙]
              en: [help each other]

        """

    /// Gives `body` the path of a file with this text.
    private static func withFile(_ text: String, _ body: (String) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "codebook-\(UUID().uuidString).yaml")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try await body(file.path())
    }

    @Test("lint needs no database, and counts what there is")
    func lint() async throws {
        try await Self.withFile(Self.small) { path in
            let outcome = try await Program()("codebook", "lint", path)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output == "small 1: 1 codes, 0 to look at.\n")
            let json = try JSON.object(try await Program()("codebook", "lint", path, "--json").output)
            #expect(json["codebook"] as? String == "small" && (json["warnings"] as? [Any])?.isEmpty == true)
        }
    }

    @Test("lint points at what should be looked at")
    func warnings() async throws {
        try await Self.withFile(Self.small.replacing("[大家互相幫忙。]", with: "[大家一起吃飯。]")) { path in
            let outcome = try await Program(language: "zh")("codebook", "lint", path)
            #expect(outcome.status == 0)
            #expect(outcome.output.hasPrefix("\(path):6:") && outcome.output.contains("[missed-example]\n"), "\(outcome.output)")
            #expect(outcome.output.hasSuffix("small 第 1 版：1 個編碼，1 項提醒。\n"))
        }
    }

    @Test("lint and import refuse what is wrong, with its place")
    func errors() async throws {
        try await Self.withFile(Self.small.replacing("version: 1", with: "version: none\ncolour: red")) { path in
            let lint = try await Program()("codebook", "lint", path)
            #expect(lint.status == 65 && lint.output.isEmpty)
            let lines = lint.errors.split(separator: "\n")
            #expect(lines.count == 3 && lines[0] == "fieldwork: '\(path)' has 2 to mend:", "\(lint.errors)")
            #expect(lines[1].hasPrefix("2:10: version: ") && lines[2].hasPrefix("3:1: "))
            try await TestStudy.prepared { study in
                let outcome = try await study.fieldwork("codebook", "import", path)
                #expect(outcome.status == 65 && outcome.errors == lint.errors)
            }
        }
        let missing = try await Program()("codebook", "lint", "none.yaml")
        #expect(missing.status == 66)
        #expect(missing.errors == "fieldwork: there is no file 'none.yaml'. Check the path, and quote a name with blanks.\n")
    }

    @Test("import brings a codebook in once, and a study to its new version when told")
    func importing() async throws {
        try await TestStudy.imported { study in
            try study.write(Self.small, to: "small.yaml")
            #expect(try await study.expect("codebook", "import", study.path("small.yaml")) == "Imported codebook small 1.\n")
            #expect(
                try await study.expect("codebook", "import", study.path("small.yaml")) == "Codebook small 1 is there already.\n")
            #expect(
                try await study.expect("codebook", "import", study.path("small.yaml"), "--study", "pilot") == """
                    Codebook small 1 is there already.
                    Study 'pilot' is coded by it from now on; run `fieldwork recode --study pilot`.

                    """)
            try study.write(Self.small.replacing("version: 1", with: "version: 2"), to: "small.yaml")
            try await study.expect("codebook", "import", study.path("small.yaml"), "--study", "pilot")
            let studies = try JSON.list(try await study.expect("study", "list", "--json"))
            #expect(studies[0]["codebooks"] as? [String] == ["gau-dualities 1", "lin-patterns 1", "small 2"])
            let books = try JSON.list(try await study.expect("codebook", "list", "--json"))
            #expect(books.filter { $0["codebook"] as? String == "small" }.map { $0["version"] as? Int } == [2, 1])
            let unknown = try await study.fieldwork("codebook", "import", study.path("small.yaml"), "--study", "x")
            #expect(unknown.status == 65 && unknown.errors == "fieldwork: there is no study 'x'. There is: pilot.\n")
        }
    }

    @Test("show gives the codes in order, and all there is to one of them")
    func show() async throws {
        try await TestStudy.prepared { study in
            try study.write(Self.small, to: "small.yaml")
            try await study.expect("codebook", "import", study.path("small.yaml"))
            let book = try await study.expect("codebook", "show", "small", "--language", "zh")
            #expect(
                book.replacing(/[0-9a-f]{64}/, with: "HASH") == """
                    編碼簿   small 1
                    名稱     小編碼簿
                    說明     測試用。
                    SHA-256  HASH

                    編碼  名稱      線索
                    ----  --------  ----
                    help  互相幫忙     2

                    """)
            let code = try await study.expect("codebook", "show", "small", "help", "--revision", "1")
            #expect(
                code == """
                    Code        help
                    Name        Helping each other
                    Definition  Members help each other.

                    Examples
                    ·  We help each other.

                    Cues
                    Language  Cue
                    --------  ---------------
                    zh        互相幫忙
                    en        help each other

                    """)
            for (arguments, message) in [
                (["other"], "there is no codebook 'other'. There is: gau-dualities 1, lin-patterns 1, small 1."),
                (
                    ["small", "--revision", "2"],
                    "there is no codebook 'small 2'. There is: gau-dualities 1, lin-patterns 1, small 1."
                ),
                (["small", "love"], "codebook 'small' has no code 'love'. See `fieldwork codebook show small`."),
            ] {
                let outcome = try await study.fieldwork.run(["codebook", "show"] + arguments)
                #expect(outcome.status == 65 && outcome.errors == "fieldwork: \(message)\n")
            }
        }
    }
}
