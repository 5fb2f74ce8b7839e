@testable import Jobs
import Testing

@Suite struct SlotsTests {
    @Test func theOneWhoWaitsGoesOnWhenASlotIsGivenBack() async {
        let slots = Slots(2)
        slots.take(2)
        #expect(slots.free == 0)
        await withTaskGroup { group in
            group.addTask { await slots.untilFree(upTo: .seconds(3600)) }
            slots.giveBack()
        }
        #expect(slots.free == 1)
    }

    @Test func waitingEndsAtItsTimeAndWhenItsTaskIsCancelled() async {
        let slots = Slots(1)
        slots.take(1)
        await slots.untilFree(upTo: .milliseconds(1))
        await withTaskGroup { group in
            group.addTask { await slots.untilFree(upTo: .seconds(3600)) }
            group.cancelAll()
        }
        #expect(slots.free == 0)
        slots.giveBack()
        await slots.untilFree(upTo: .seconds(3600))
    }
}
