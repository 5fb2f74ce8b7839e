import Clusters
import Foundation
import Testing
import Transcripts

@testable import Reports

@Suite struct ClassificationFiguresTests {
    @Test("The CSV has a row per cluster with the figures of its assessment, what is not known empty")
    func csv() throws {
        let report = try Example.report()
        let rows = try CSV.rows(ClassificationFigures(report).csv()).map(\.fields)
        let head = try #require(rows.first)
        #expect(
            head == [
                "cluster", "outcome", "settled", "basis", "ability", "ability_low", "ability_high", "ability_known", "trigger",
                "trigger_low", "trigger_high", "trigger_known", "experts", "expert_pattern", "reasons", "rule_set",
                "rule_set_version", "rule_set_sha256", "leader", "member-needs", "knowledge-sharing", "management",
                "product-design", "marketing", "brand", "information-technology",
            ])
        #expect(rows.count == report.clusters.count + 1)
        for row in rows { #expect(row.count == head.count) }
        let n1 = try #require(rows.first { $0[0] == "N1" })
        #expect(Array(n1[1...8]) == ["II", "II", "provisional", "2.00", "2.00", "2.00", "5", "1.00"])
        #expect(n1[12...14] == ["consensus", "II", "held-back:leader evidence-conflicts:leader"])
        let w1 = try #require(rows.first { $0[0] == "W1" })
        #expect(w1[1...2] == ["insufficient", ""] && w1[4] == "" && w1[19] == "")
    }

    @Test("The JSON reads as JSON, has the same figures, and is the same to the byte each time")
    func json() throws {
        let text = ClassificationFigures(try Example.report()).json()
        #expect(try ClassificationFigures(Example.report()).json() == text)
        let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let clusters = try #require(object["clusters"] as? [[String: Any]])
        #expect(clusters.count == 8)
        let n1 = try #require(clusters.first { $0["cluster"] as? String == "N1" })
        let trigger = try #require(n1["trigger"] as? [String: Any])
        #expect(trigger["value"] as? Double == 1 && trigger["withoutCeiling"] as? Double == 1.33)
        #expect((try #require(clusters.last)["ability"] as? [String: Any])?["value"] is NSNull)
    }

    @Test("Strings with anything in them come back whole from JSON")
    func jsonStrings() throws {
        let text = "a\"b\\c\n\t\u{1}群聚\u{301} </script>"
        let read = try JSONSerialization.jsonObject(with: Data(JSONText.array([.string(text)]).text.utf8)) as? [String]
        #expect(read == [text])
    }
}
