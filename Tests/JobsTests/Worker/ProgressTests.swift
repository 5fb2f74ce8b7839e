@testable import Jobs
import Testing

/// What the watchdog is fed by.
@Suite struct ProgressTests {
    @Test func everyLoopHasToGoRound() {
        let progress = Progress(queues: ["a", "b"])
        #expect(!progress.isAlive(within: .seconds(3600)))
        progress.wentRound(.lease)
        progress.wentRound(.claim(queue: "a"))
        #expect(!progress.isAlive(within: .seconds(3600)))
        progress.wentRound(.claim(queue: "b"))
        #expect(progress.isAlive(within: .seconds(3600)))
        #expect(!progress.isAlive(within: .zero))
    }

    @Test func claimingMeansThatTheLastClaimFromEachQueueSucceeded() {
        let progress = Progress(queues: ["a", "b"])
        progress.claimed("a", succeeded: true)
        #expect(!progress.isClaiming)
        progress.claimed("b", succeeded: true)
        #expect(progress.isClaiming)
        progress.claimed("a", succeeded: false)
        #expect(!progress.isClaiming)
    }
}
