@testable import Jobs
import Testing

@Suite struct BellsTests {
    @Test func aRingBeforeTheSleepIsNotLost() async {
        let bells = Bells(queues: ["a", "b"])
        bells.ring("a")
        await bells.sleep("a", upTo: .seconds(3600))
        #expect(bells.take("a"))
        #expect(!bells.take("a"))
    }

    @Test func aRingWakesItsQueueOnly() async {
        let bells = Bells(queues: ["a", "b"])
        await withTaskGroup { group in
            group.addTask { await bells.sleep("a", upTo: .seconds(3600)) }
            bells.ring("b")
            bells.ring("a")
        }
        #expect(bells.take("a"))
        #expect(bells.take("b"))
    }

    @Test func sleepEndsAtItsTimeAndWhenItsTaskIsCancelled() async {
        let bells = Bells(queues: ["a"])
        await bells.sleep("a", upTo: .milliseconds(1))
        await withTaskGroup { group in
            group.addTask { await bells.sleep("a", upTo: .seconds(3600)) }
            group.cancelAll()
        }
        #expect(!bells.take("a"))
    }

    /// Anybody may notify anything.
    @Test func aQueueThatIsNotServedHereIsIgnored() {
        let bells = Bells(queues: ["a"])
        bells.ring("somebody else's")
        #expect(!bells.take("somebody else's"))
    }
}
