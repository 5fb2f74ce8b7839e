import Coding
import Foundation
import Testing
import Transcripts

@testable import Clusters

@Suite struct AssessmentCodingTests {
    @Test("An assessment reads back whole from the JSON it is stored as, its cells keyed by kind of evidence")
    func roundTrip() throws {
        var said = Said()
        said.say(Said.abilities + Said.triggers, 2)
        said.say("leader", 0, in: .observationNote)
        said.say("brand", 2, flags: [.reported])
        let n2 = ClusterCode(region: "N", number: 2)
        for raters in [[], ["甲"], ["甲", "乙"]] {
            let ratings = raters.enumerated().map { ExpertRating(rater: $1, cluster: n2, pattern: Pattern.allCases[$0]) }
            let assessment = Classifier.assess(said.evidence, experts: ratings, by: try .lin())
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let json = try encoder.encode(assessment)
            #expect(try JSONDecoder().decode(Assessment.self, from: json) == assessment)
            let text = String(decoding: json, as: UTF8.self)
            #expect(text.contains(#""cells":{"interview":{"#))
            #expect(text.contains(#""outcome":"II""#))
        }
    }
}
