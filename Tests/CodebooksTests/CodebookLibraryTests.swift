import Codebooks
import SourceFiles
import Testing

@Suite("Codebook library")
struct CodebookLibraryTests {
    @Test("lists the shipped codebooks under the names in their files")
    func catalog() throws {
        #expect(CodebookLibrary.entries.map(\.name) == ["gau-dualities", "lin-patterns"])
        for entry in CodebookLibrary.entries {
            #expect(try entry.read().codebook.name == entry.name)
            #expect(CodebookLibrary.entry(named: entry.name)?.yaml == entry.yaml)
        }
        #expect(CodebookLibrary.entry(named: "no such codebook") == nil)
    }

    @Test("Gau: three dimensions with a duality each, their themes, child codes and outcomes")
    func gau() throws {
        let codebook = try #require(CodebookLibrary.entry(named: "gau-dualities")).read().codebook
        let poles = codebook.codes.compactMap { code in code.pole.map { "\(code.parent ?? ""): \(code.id) ↔ \($0.opposite)" } }
        #expect(
            poles == [
                "mutual-engagement: competition ↔ cooperation", "mutual-engagement: cooperation ↔ competition",
                "joint-enterprise: tradition ↔ innovation", "joint-enterprise: innovation ↔ tradition",
                "shared-repertoire: individual-knowledge ↔ collective-knowledge",
                "shared-repertoire: collective-knowledge ↔ individual-knowledge",
            ])
        let others = [
            "tension-and-cooperation", "clash-and-debate", "integration-and-complementarity",
            "collaboration-and-knowledge-barriers", "mutual-promotion", "trust", "belonging", "comparison-to-excellence",
            "resource-sharing", "routines", "shared-vision", "new-ideas", "new-technology",
            "individual-to-organisational-learning",
            "self-focus", "self-to-collective", "creativity", "adaptability", "competitiveness", "resilience", "sustainability",
        ]
        for id in others { #expect(codebook[id]?.cues.isEmpty == false, "\(id)") }
    }

    @Test("Lin: every indicator has codes for each value, in both languages")
    func lin() throws {
        let codebook = try #require(CodebookLibrary.entry(named: "lin-patterns")).read().codebook
        #expect(
            codebook.indicators == [
                "leader", "member-needs", "knowledge-sharing", "management", "product-design", "marketing", "brand",
                "information-technology",
            ])
        for indicator in codebook.indicators {
            for value in IndicatorAnchor.values {
                let codes = codebook.codes.filter { $0.anchor?.indicator == indicator && $0.anchor?.value == value }
                #expect(!codes.isEmpty, "\(indicator) \(value)")
                for code in codes {
                    for language in Language.allCases {
                        #expect(code.cues.contains { $0.language == language }, "\(code.id) \(language)")
                        #expect(!code.examples[language].isEmpty, "\(code.id) \(language)")
                    }
                }
            }
        }
    }
}
