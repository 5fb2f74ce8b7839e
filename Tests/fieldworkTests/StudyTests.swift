import Foundation
import TestSupport
import Testing

@Suite("fieldwork study")
struct StudyTests {
    @Test("imports a study, and adds nothing a second time")
    func importTwice() async throws {
        try await TestStudy.prepared { study in
            let first = try await study.fieldwork("study", "import", study.path("study.yaml"))
            #expect(
                first.output == """
                    Created study 'pilot'.
                    Clusters: 2 new, 0 there already.
                    Participants: 2 new, 0 there already.

                    """)
            let second = try await study.fieldwork("study", "import", study.path("study.yaml"), "--language", "zh")
            #expect(
                second.output == """
                    研究「pilot」已存在。
                    群聚：新增 0，已有 2。
                    受訪者：新增 0，已有 2。

                    """)
            #expect(first.status == 0 && second.status == 0 && first.errors.isEmpty && second.errors.isEmpty)
        }
    }

    @Test("imports its documents when asked, each once")
    func documents() async throws {
        try await TestStudy.prepared { study in
            for (word, summary) in [("new", "3 new, 0 already there"), ("already there", "0 new, 3 already there")] {
                let outcome = try await study.fieldwork("study", "import", study.path("study.yaml"), "--with-documents")
                #expect(outcome.status == 0)
                #expect(
                    outcome.output.hasSuffix(
                        """
                        1  \(word)  \(study.folder)訪談 王小明.txt
                        2  \(word)  \(study.folder)final.md
                        3  \(word)  \(study.folder)fake.docx

                        """))
                #expect(outcome.errors == "\(summary), 0 not taken.\n")
            }
        }
    }

    @Test("does not import what differs from the study that is there")
    func differs() async throws {
        try await TestStudy.imported { study in
            let yaml = try String(contentsOfFile: study.path("study.yaml"), encoding: .utf8)
            try study.write(yaml.replacing("regions: [Q, P]", with: "regions: [Q, P, W]"), to: "study.yaml")
            let outcome = try await study.fieldwork("study", "import", study.path("study.yaml"))
            #expect(outcome.status == 65 && outcome.output.isEmpty)
            #expect(
                outcome.errors == """
                    fieldwork: study 'pilot' is there with other regions: the database has P Q, the file has P Q W. Choose another \
                    code, or correct the file.

                    """)
        }
    }

    @Test("says which words of the file differ from those the study keeps")
    func kept() async throws {
        try await TestStudy.imported { study in
            let yaml = try String(contentsOfFile: study.path("study.yaml"), encoding: .utf8)
            try study.write(
                yaml.replacing("en: Pilot study}", with: "en: Pilot}\ntime-zone: Europe/Zurich")
                    .replacing("zh: 召集人", with: "zh: 領導人"), to: "study.yaml")
            let outcome = try await study.fieldwork("study", "import", study.path("study.yaml"))
            #expect(outcome.status == 0)
            #expect(
                outcome.errors
                    == "The file differs from the study in: title, time zone, role names. The study keeps its own.\n")
            #expect(try await study.expect("study", "list").contains("Pilot study"))
        }
    }

    @Test("names every mistake of a file with its line, and brings nothing in")
    func mistakes() async throws {
        try await TestStudy.prepared { study in
            try study.write(
                """
                study: Pilot 1
                title: {zh: 試辦}
                regions: [Q, p]
                roles:
                  L: {zh: 召集人, en: leader}
                codebooks: [lin-patterns]
                rule-set: lin-patterns
                colour: red
                """, to: "study.yaml")
            let outcome = try await study.fieldwork("study", "import", study.path("study.yaml"))
            #expect(outcome.status == 65)
            #expect(
                outcome.errors == """
                    fieldwork: '\(study.folder)study.yaml' has 4 to mend:
                    1:8: study: expected lower-case letters, digits and hyphens, at most 63, as in `pilot-2026`; found `Pilot 1` [bad-id]
                    2:8: title: expected both zh and en; `en` is missing [missing-translation]
                    3:14: regions › 2: expected one capital letter from A to Z, found `p` [bad-code]
                    8:1: unknown key `colour`; known here: study, title, time-zone, regions, roles, codebooks, rule-set, clusters, \
                    participants, documents [unknown-key]

                    """)
            #expect(try await study.expect("study", "list") == "No studies.\n")
        }
    }

    @Test("names codes that are not the study's")
    func codes() async throws {
        try await TestStudy.prepared { study in
            let yaml = try String(contentsOfFile: study.path("study.yaml"), encoding: .utf8)
            try study.write(
                yaml.replacing("- {code: P1L}", with: "- {code: Z1L}\n  - {code: Q2L}\n  - {code: Q1L}"), to: "study.yaml")
            let outcome = try await study.fieldwork("study", "import", study.path("study.yaml"))
            #expect(outcome.status == 65)
            for words in [
                "participants › 2 › code: This study has no region Z; its regions are P, Q. [bad-code]",
                "participants › 3 › code: Q2 is not listed under `clusters:` [unknown-cluster]",
                "participants › 4 › code: the participant Q1L stands in the list already [duplicate-id]",
                "documents › 3 › participant: P1L is not listed under `participants:` [unknown-participant]",
            ] {
                #expect(outcome.errors.contains(words), "\(outcome.errors)")
            }
        }
    }

    @Test("asks for codebooks that are there")
    func codebook() async throws {
        try await TestStudy.prepared { study in
            let yaml = try String(contentsOfFile: study.path("study.yaml"), encoding: .utf8)
            try study.write(yaml.replacing("[gau-dualities, lin-patterns]", with: "[other]"), to: "study.yaml")
            let outcome = try await study.fieldwork("study", "import", study.path("study.yaml"), "--language", "zh")
            #expect(outcome.status == 65)
            #expect(outcome.errors == "fieldwork: codebook.unknown: 找不到編碼簿。可用的編碼簿見 fieldwork.codebooks。\n")
        }
    }

    @Test("creates a study from the command line, once")
    func create() async throws {
        try await TestStudy.prepared { study in
            let arguments = [
                "study", "create", "pilot-2", "--title", "試辦研究", "Pilot study", "--regions", "Q,P", "--roles",
                "L=召集人/leader,S=資深成員/senior member", "--clusters", "Q1,Ｑ２", "--participants", "Ms. Q1L，Q2S",
            ]
            let first = try await study.fieldwork.run(arguments)
            #expect(first.status == 0, "\(first.errors)")
            #expect(first.output.hasPrefix("Created study 'pilot-2'.\nClusters: 2 new"))
            let second = try await study.fieldwork.run(arguments)
            #expect(second.status == 65)
            #expect(
                second.errors == "fieldwork: study.exists: A study with this code exists. Choose another code.\n")
        }
    }

    @Test(
        "says what is wrong with what was given",
        arguments: [
            (["Pilot"], "a study's code has lower-case letters, digits and hyphens, such as pilot-2026; 'Pilot' has not."),
            (["p", "--roles", "L=leader"], "a role is written letter=Chinese/English, such as L=召集人/leader; 'L=leader' is not."),
            (["p", "--regions", "Q,Taipei"], "'Taipei' is not one capital letter from A to Z."),
            (["p", "--time-zone", "Taipei"], "there is no time zone 'Taipei'; one is Asia/Taipei."),
            (["p", "--clusters", "Z1"], "This study has no region Z; its regions are Q."),
        ])
    func wrong(given: [String], message: String) async throws {
        try await TestStudy.prepared { study in
            var arguments = ["study", "create"] + given + ["--title", "甲", "A"]
            if !given.contains("--regions") { arguments += ["--regions", "Q"] }
            if !given.contains("--roles") { arguments += ["--roles", "L=召集人/leader"] }
            let outcome = try await study.fieldwork.run(arguments)
            #expect(outcome.status == 65)
            #expect(outcome.errors == "fieldwork: \(message)\n")
        }
    }

    @Test("lists studies for people and for programs")
    func list() async throws {
        try await TestStudy.imported { study in
            #expect(
                try await study.expect("study", "list") == """
                    Study  Title        Clusters  People  Documents  Codebooks
                    -----  -----------  --------  ------  ---------  -------------------------------
                    pilot  Pilot study         2       2          0  gau-dualities 1, lin-patterns 1

                    """)
            let studies = try JSON.list(try await study.expect("study", "list", "--json"))
            #expect(studies.count == 1)
            #expect(studies[0]["study"] as? String == "pilot" && studies[0]["timeZone"] as? String == "Asia/Taipei")
        }
    }
}
