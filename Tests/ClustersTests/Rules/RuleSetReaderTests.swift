import SourceFiles
import Testing

@testable import Clusters

@Suite struct RuleSetReaderTests {
    /// The shipped file with one stretch of it changed.
    private func problems(replacing old: String, with new: String) throws -> [FileProblem] {
        let yaml = String(decoding: try #require(RuleSetLibrary.yaml("lin-patterns")), as: UTF8.self)
        try #require(yaml.contains(old))
        do {
            _ = try RuleSetReader.read(Array(yaml.replacing(old, with: new, maxReplacements: 1).utf8))
            return []
        } catch {
            return error.problems
        }
    }

    @Test("Every shipped rule set reads, with every text in both languages")
    func shipped() throws {
        for name in RuleSetLibrary.names {
            let ruleSet = try #require(try RuleSetLibrary.ruleSet(name))
            #expect(ruleSet.name == name)
            #expect(ruleSet.sha256.count == 64)
            #expect(ruleSet.patterns.count == 4)
            for kind in Reason.Kind.allCases {
                let reason = Reason(kind, about: kind.namesWhatItIsAbout ? "trigger" : nil)
                for language in Language.allCases {
                    let text = ruleSet.text(reason, in: language)
                    #expect(!text.contains("{about}"))
                    #expect(text.contains(ruleSet.trigger.name[language]) == kind.namesWhatItIsAbout)
                }
            }
        }
        #expect(try RuleSetLibrary.ruleSet("no-such-rules") == nil)
    }

    @Test("Reasons of one kind that follow each other are said once, of all that they are about")
    func joinedReasons() throws {
        let ruleSet = try RuleSet.lin()
        let reasons = [
            Reason(.heldBack, about: "leader"), Reason(.evidenceConflicts, about: "leader"),
            Reason(.evidenceConflicts, about: "brand"), Reason(.expertsDisagree),
        ]
        #expect(
            ruleSet.texts(reasons, in: .chinese) == [
                "「領導人」有明確的反面證據，所屬的軸不能判為高。", "「領導人」「品牌」的證據互相矛盾。", "專家意見不一；系統不代為裁決。",
            ])
        #expect(ruleSet.texts(reasons, in: .english)[1] == "The evidence on “Leader”, “Brand” contradicts itself.")
    }

    @Test("The shipped rules have the published axes and indicators")
    func published() throws {
        let ruleSet = try RuleSet.lin()
        #expect(ruleSet.trigger.indicators.map(\.id) == Said.triggers)
        #expect(ruleSet.ability.indicators.map(\.id) == Said.abilities)
        #expect(ruleSet.trigger.necessary?.indicators == ["leader"])
    }

    @Test("The hash changes with any byte")
    func hash() throws {
        let yaml = try #require(RuleSetLibrary.yaml("lin-patterns"))
        #expect(try RuleSetReader.read(yaml).sha256 != RuleSetReader.read(yaml + [10]).sha256)
    }

    @Test(
        "A fault is named with its kind, line and path",
        arguments: [
            ("    threshold: 1.25", "    treshold: 1.25", .unknownKey, "axes › trigger"),
            ("    band: 0.1\n", "", .missingKey, "axes › trigger"),
            ("    threshold: 1.25", "    threshold: 2.5", .outOfRange, "axes › trigger › threshold"),
            ("    threshold: 1.25", "    threshold: 1.255", .outOfRange, "axes › trigger › threshold"),
            ("    threshold: 1.25", "    threshold: high", .wrongType, "axes › trigger › threshold"),
            ("    band: 0.1", "    band: 0.8", .outOfRange, "axes › trigger › band"),
            ("    aggregation: mean", "    aggregation: average", .unknownWord, "axes › trigger › aggregation"),
            ("      ceiling: 1.0", "      ceiling: 1.15", .outOfRange, "axes › trigger › necessary › ceiling"),
            ("indicators: [leader]", "indicators: [brand]", .unknownWord, "axes › trigger › necessary › indicators › 1"),
            ("indicators: [leader]", "indicators: [leader, leader]", .duplicateID, "axes › trigger › necessary › indicators › 2"),
            ("      - id: member-needs", "      - id: leader", .duplicateID, "axes › trigger › indicators › 2 › id"),
            ("      - id: brand", "      - id: leader", .duplicateID, "axes"),
            ("      - id: brand", "      - id: ability", .duplicateID, "axes › ability › indicators › 4 › id"),
            ("      - id: brand", "      - id: Brand", .badID, "axes › ability › indicators › 4 › id"),
            ("about: [leader]", "about: [boss]", .unknownWord, "axes › trigger › indicators › 1 › about › 1"),
            ("about: [leader]", "about: leader", .wrongType, "axes › trigger › indicators › 1 › about"),
            ("{ zh: 領導人, en: Leader }", "{ zh: 領導人 }", .missingTranslation, "axes › trigger › indicators › 1 › name"),
            ("{ zh: 領導人, en: Leader }", "{ zh: 領導人, en: ' ' }", .emptyText, "axes › trigger › indicators › 1 › name › en"),
            ("    least-known: 2", "    least-known: 4", .outOfRange, "axes › trigger › least-known"),
            ("  direct: [interview, observation]", "  direct: [expert-meeting]", .unknownWord, "scoring › direct"),
            ("    question: list\n", "", .missingKey, "scoring › flags"),
            ("    question: list", "    question: ignore", .unknownWord, "scoring › flags › question"),
            ("en: The experts have not", "en: \"{about}\" #", .badPlaceHolder, "reasons › awaits-experts"),
            ("The evidence on “{about}”", "The evidence on {about}", .badPlaceHolder, "reasons › evidence-conflicts"),
            ("version: 1", "version: 0", .outOfRange, "version"),
            ("name: lin-patterns", "name: lin-patterns\nname: again", .duplicateKey, ""),
            ("axes:", "axes: [", .notYAML, ""),
        ] as [(String, String, FileProblem.Kind, String)])
    func faults(old: String, new: String, kind: FileProblem.Kind, path: String) throws {
        let problems = try problems(replacing: old, with: new)
        #expect(problems.contains { $0.kind == kind && $0.path == path }, "\(problems)")
    }

    @Test("A fault is said once, in words that tell what to write")
    func words() throws {
        #expect(
            try problems(replacing: "    aggregation: mean", with: "    aggregation: maen").map(\.description) == [
                """
                18:18: axes › trigger › aggregation: expected one of median, mean, lowest, highest; found `maen`; did you mean `mean`? \
                [unknown-word]
                """
            ])
        #expect(
            try problems(replacing: "      ceiling: 1.0", with: "      ceiling: 1.15").map(\.description) == [
                """
                27:16: axes › trigger › necessary › ceiling: expected less than 1.15, where the borderline band begins; found 1.15 \
                [out-of-range]
                """
            ])
    }

    @Test("All problems are said at once, in the order of their lines")
    func allAtOnce() throws {
        let yaml = "name: 7 rules\nversion: zero\ncolour: blue\ntitle: { zh: 規則 }\n"
        let error = #expect(throws: FileProblems.self) { try RuleSetReader.read(Array(yaml.utf8)) }
        let problems = try #require(error?.problems)
        let missing: [FileProblem.Kind] = Array(repeating: .missingKey, count: 4)
        #expect(problems.map(\.kind) == missing + [.badID, .wrongType, .unknownKey, .missingTranslation])
        #expect(problems.map(\.position) == problems.map(\.position).sorted())
        #expect(
            problems.last?.description == "4:8: title: expected both zh and en; `en` is missing [missing-translation]")
    }

    @Test(
        "What is no text or no YAML is refused, not crashed on",
        arguments: [[], [0xFF, 0xFE], Array("- a\n- b".utf8), Array("just words".utf8)])
    func notARuleSet(bytes: [UInt8]) {
        #expect(throws: FileProblems.self) { try RuleSetReader.read(bytes) }
    }
}
