import Codebooks
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

    @Test("The hash is SHA-256 of the bytes, and any other byte gives another")
    func hash() throws {
        #expect(SHA256.hex(of: Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        let yaml = try #require(RuleSetLibrary.yaml("lin-patterns"))
        #expect(try RuleSetReader.read(yaml).sha256 != RuleSetReader.read(yaml + [10]).sha256)
    }

    @Test(
        "A fault is named with its code, line and path",
        arguments: [
            ("    threshold: 1.25", "    treshold: 1.25", "unknown-key", "axes.trigger"),
            ("    band: 0.1\n", "", "missing-key", "axes.trigger"),
            ("    threshold: 1.25", "    threshold: 2.5", "out-of-range", "axes.trigger.threshold"),
            ("    threshold: 1.25", "    threshold: 1.255", "out-of-range", "axes.trigger.threshold"),
            ("    threshold: 1.25", "    threshold: high", "out-of-range", "axes.trigger.threshold"),
            ("    band: 0.1", "    band: 0.8", "out-of-range", "axes.trigger.band"),
            ("    aggregation: mean", "    aggregation: average", "unknown-word", "axes.trigger.aggregation"),
            ("      ceiling: 1.0", "      ceiling: 1.15", "out-of-range", "axes.trigger.necessary.ceiling"),
            ("indicators: [leader]", "indicators: [brand]", "unknown-word", "axes.trigger.necessary.indicators[0]"),
            ("      - id: member-needs", "      - id: leader", "duplicate", "axes.trigger.indicators[1].id"),
            ("      - id: brand", "      - id: leader", "duplicate", "axes"),
            ("      - id: brand", "      - id: ability", "duplicate", "axes.ability.indicators[3].id"),
            ("      - id: brand", "      - id: Brand", "not-an-id", "axes.ability.indicators[3].id"),
            ("about: [leader]", "about: [boss]", "unknown-word", "axes.trigger.indicators[0].about[0]"),
            ("about: [leader]", "about: leader", "wrong-type", "axes.trigger.indicators[0].about"),
            ("{ zh: 領導人, en: Leader }", "{ zh: 領導人 }", "missing-key", "axes.trigger.indicators[0].name"),
            ("{ zh: 領導人, en: Leader }", "{ zh: 領導人, en: ' ' }", "empty", "axes.trigger.indicators[0].name.en"),
            ("    least-known: 2", "    least-known: 4", "out-of-range", "axes.trigger.least-known"),
            ("  direct: [interview, observation]", "  direct: [expert-meeting]", "unknown-word", "scoring.direct"),
            ("    question: list\n", "", "missing-key", "scoring.flags"),
            ("    question: list", "    question: ignore", "unknown-word", "scoring.flags.question"),
            ("en: The experts have not", "en: \"{about}\" #", "wrong-place-holder", "reasons.awaits-experts"),
            ("The evidence on “{about}”", "The evidence on {about}", "wrong-place-holder", "reasons.evidence-conflicts"),
            ("version: 1", "version: 0", "out-of-range", "version"),
            ("name: lin-patterns", "name: lin-patterns\nname: again", "duplicate-key", ""),
            ("axes:", "axes: [", "not-yaml", ""),
        ])
    func faults(old: String, new: String, code: String, path: String) throws {
        let problems = try problems(replacing: old, with: new)
        #expect(problems.contains { $0.code == code && $0.path == path }, "\(problems)")
        #expect(problems.first?.line != nil)
    }

    @Test("All problems are said at once, in the order of their lines")
    func allAtOnce() throws {
        let yaml = "name: 7 rules\nversion: zero\ncolour: blue\ntitle: { zh: 規則 }\n"
        let error = #expect(throws: FileProblems.self) { try RuleSetReader.read(Array(yaml.utf8)) }
        let problems = try #require(error?.problems)
        let missing = Array(repeating: "missing-key", count: 4)
        #expect(problems.map(\.code) == missing + ["not-an-id", "out-of-range", "unknown-key", "missing-key"])
        #expect(problems.compactMap(\.line) == problems.compactMap(\.line).sorted())
        #expect(problems.last?.description == "line 4, title: 'en' is missing [missing-key]")
    }

    @Test(
        "What is no text or no YAML is refused, not crashed on",
        arguments: [[], [0xFF, 0xFE], Array("- a\n- b".utf8), Array("just words".utf8)])
    func notARuleSet(bytes: [UInt8]) {
        #expect(throws: FileProblems.self) { try RuleSetReader.read(bytes) }
    }
}
