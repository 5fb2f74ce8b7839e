@testable import Jobs
import Testing

@Suite struct TimelinesTests {
    @Test func aLowerTimelineThanOneSeenBeforeIsRefused() {
        let timelines = Timelines()
        #expect(timelines.admit(1))
        #expect(timelines.admit(1))
        #expect(timelines.admit(3))
        #expect(!timelines.admit(2))
        #expect(!timelines.admit(1))
        #expect(timelines.admit(3))
    }
}
