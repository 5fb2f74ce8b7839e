import Testing

@testable import Clusters

@Suite struct ReasonTests {
    @Test("Every reason and outcome reads back from what it is stored as")
    func roundTrip() {
        for kind in Reason.Kind.allCases {
            for reason in [Reason(kind), Reason(kind, about: "leader")] {
                #expect(Reason(rawValue: reason.rawValue) == reason)
            }
        }
        for outcome in Pattern.allCases.map(Outcome.pattern) + [.borderline, .insufficient] {
            #expect(Outcome(rawValue: outcome.rawValue) == outcome)
        }
        #expect(Reason(rawValue: "no-such-reason:leader") == nil)
        #expect(Outcome(rawValue: "V") == nil)
    }
}
