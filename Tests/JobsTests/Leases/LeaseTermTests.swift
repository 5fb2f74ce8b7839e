import Foundation
@testable import Jobs
import Testing

@Suite struct LeaseTermTests {
    @Test func theTermIsCountedFromTheSendingOfTheLastRenewalThatSucceeded() {
        let start = ContinuousClock.now
        var term = LeaseTerm(incarnation: UUID(), lease: .seconds(15), sentAt: start)
        #expect(term.isHeld(at: start + .seconds(15) - .nanoseconds(1)))
        #expect(!term.isHeld(at: start + .seconds(15)))
        term.renewed(sentAt: start + .seconds(5))
        #expect(term.isHeld(at: start + .seconds(19)))
        #expect(!term.isHeld(at: start + .seconds(20)))
    }

    @Test func aLateAnswerToAnEarlierRenewalTakesNothingAway() {
        let start = ContinuousClock.now
        var term = LeaseTerm(incarnation: UUID(), lease: .seconds(15), sentAt: start)
        term.renewed(sentAt: start + .seconds(10))
        term.renewed(sentAt: start + .seconds(5))
        #expect(term.isHeld(at: start + .seconds(24)))
    }
}
