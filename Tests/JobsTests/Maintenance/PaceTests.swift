@testable import Jobs
import Testing

/// A slow look is a rare one, whether it ends well or not.
@Suite struct PaceTests {
    private let start = ContinuousClock.now

    @Test func whatIsQuickComesAfterItsPause() {
        var pace = Pace(from: start)
        #expect(pace.isDue(at: start))
        pace.ran(from: start, to: start + .milliseconds(10), pause: .seconds(30))
        #expect(!pace.isDue(at: start + .seconds(29)))
        #expect(pace.isDue(at: start + .seconds(30)))
    }

    @Test func whatIsSlowTakesASmallPartOfTheTime() {
        var pace = Pace(from: start)
        pace.ran(from: start, to: start + .seconds(2), pause: .seconds(30))
        #expect(!pace.isDue(at: start + .seconds(41)))
        #expect(pace.isDue(at: start + .seconds(42)))
        // It was not all its own time.
        pace.ran(from: start, to: start + .seconds(3600), pause: .seconds(30))
        #expect(pace.isDue(at: start + .seconds(3660)))
    }

    @Test func inHasteItDoesWithoutThePauseButNotWithoutTheRest() {
        var pace = Pace(from: start)
        pace.ran(from: start, to: start + .seconds(1), pause: .seconds(60))
        pace.hasten()
        #expect(!pace.isDue(at: start + .seconds(20)))
        #expect(pace.isDue(at: start + .seconds(21)))
        pace.hasten()
        #expect(pace.isDue(at: start + .seconds(21)))
    }
}
