import Codebooks
import Testing

@testable import Clusters

/// A codebook finds evidence for indicators, and a rule set scores them: the two name the same ones.
@Suite struct CodebookAnchorsTests {
    private static func codebook() throws -> Codebook {
        try #require(CodebookLibrary.entry(named: "lin-patterns")).read().codebook
    }

    @Test("The shipped codebook lists the indicators of the shipped rules, in their order")
    func indicators() throws {
        #expect(try Self.codebook().indicators == RuleSet.lin().axes.flatMap(\.indicators).map(\.id))
    }

    @Test("No code is about somebody whose evidence its indicator does not count")
    func subjects() throws {
        let ruleSet = try RuleSet.lin()
        for code in try Self.codebook().codes {
            guard let anchor = code.anchor else { continue }
            let indicator = try #require(ruleSet[indicator: anchor.indicator], "\(code.id)")
            #expect(indicator.subjects.contains(anchor.subject), "\(code.id)")
        }
    }
}
