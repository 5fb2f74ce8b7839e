import Foundation
@testable import Jobs
import Testing

@Suite struct OrphansTests {
    private let keys = (1...4).map { AttemptKey(id: $0, token: UUID()) }

    @Test func anOrphanIsWhatNobodyRunsTwiceInARow() {
        var orphans = Orphans()
        #expect(orphans.look(held: [keys[0], keys[1], keys[2]], running: [keys[1]]).isEmpty)
        #expect(!orphans.isClear)
        // One was about to be run, another has come.
        #expect(orphans.look(held: [keys[0], keys[1], keys[2], keys[3]], running: [keys[1], keys[2]]) == [keys[0]])
        #expect(orphans.look(held: [keys[1], keys[3]], running: [keys[1]]) == [keys[3]])
        #expect(orphans.look(held: [keys[1]], running: [keys[1]]).isEmpty)
        #expect(orphans.isClear)
    }

    @Test func whatWasSettledMeanwhileIsNone() {
        var orphans = Orphans()
        _ = orphans.look(held: [keys[0]], running: [])
        #expect(orphans.look(held: [], running: []).isEmpty)
        #expect(orphans.look(held: [keys[0]], running: []).isEmpty)
    }

    /// Only the token tells a job that came back and was claimed again from the claim before.
    @Test func anotherAttemptAtTheSameJobIsAnother() {
        var orphans = Orphans()
        _ = orphans.look(held: [keys[0]], running: [])
        #expect(orphans.look(held: [AttemptKey(id: keys[0].id, token: UUID())], running: []).isEmpty)
    }
}
