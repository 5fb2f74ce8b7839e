@testable import Jobs
import TestSupport
import Testing

@Suite struct BackoffTests {
    @Test(arguments: 1...50)
    func theWaitIsInTheUpperHalfOfADoublingThatIsCapped(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let backoff = Backoff(
            base: .milliseconds(Int.random(in: 1...5000, using: &random)),
            limit: .seconds(Int.random(in: 1...7200, using: &random)))
        var full = min(backoff.base, backoff.limit)
        for attempt in 1...80 {
            let wait = backoff.delay(afterAttempt: attempt, using: &random)
            #expect(wait >= full * 0.499_999 && wait <= full, "seed \(seed), attempt \(attempt)")
            full = min(full * 2, backoff.limit)
        }
    }

    @Test func theSameSeedWaitsTheSame() {
        var (a, b) = (SeededGenerator(seed: 7), SeededGenerator(seed: 7))
        let backoff = Backoff()
        #expect(
            (1...20).map { backoff.delay(afterAttempt: $0, using: &a) }
                == (1...20).map { backoff.delay(afterAttempt: $0, using: &b) })
    }

    @Test func jobsThatFailedTogetherDoNotComeBackTogether() {
        var random = SeededGenerator(seed: 1)
        let waits = Set((1...100).map { _ in Backoff().delay(afterAttempt: 3, using: &random) })
        #expect(waits.count == 100)
    }
}
