import Clusters
import SourceFiles
import Testing

@testable import Reports

@Suite struct QuadrantPlotTests {
    @Test("Clusters at one place share a point and a label; insufficient ones are not in the plot")
    func points() throws {
        let report = try Example.report()
        let page = PageParser(QuadrantPlot(report: report, language: .chinese).svg().html)
        #expect(page.faults == [])
        #expect(page.tags.count { $0.name == "circle" } == 5)
        for label in ["S2、N2", "N1、M1", "S1", "E1", "M2"] { #expect(page.text.contains(label)) }
        #expect(!page.text.contains("W1"))
    }

    @Test("Ability runs to the right and trigger upwards")
    func directions() throws {
        let report = try Example.report()
        let tags = PageParser(QuadrantPlot(report: report, language: .english).svg().html).tags
        func place(_ tint: String) throws -> (x: Double, y: Double) {
            let circle = try #require(tags.first { $0.name == "circle" && $0.attributes["class"]?.contains(tint) == true })
            return (try #require(Double(circle.attributes["cx"] ?? "")), try #require(Double(circle.attributes["cy"] ?? "")))
        }
        let (sustainable, able, leader) = (try place("pattern-1"), try place("pattern-2"), try place("pattern-4"))
        #expect(sustainable.x > leader.x && able.x > leader.x)
        #expect(sustainable.y < able.y)
    }
}
