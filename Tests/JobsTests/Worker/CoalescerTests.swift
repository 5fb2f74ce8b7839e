@testable import Jobs
import Synchronization
import TestSupport
import Testing

@Suite struct CoalescerTests {
    @Test func whatArrivesDuringARoundTripGoesTogetherInTheNext() async throws {
        let batches = Batches()
        let gate = Gate()
        let coalescer = Coalescer<Int>(limit: 4)
        await withTaskGroup { group in
            group.addTask {
                await coalescer.run { requests in
                    batches.append(requests)
                    if requests == [0] { try? await gate.arrive() }
                }
            }
            #expect(coalescer.add(0))
            await gate.untilReached()
            for request in 1...9 { #expect(coalescer.add(request)) }
            gate.open()
            coalescer.close()
        }
        #expect(batches.all == [[0], [1, 2, 3, 4], [5, 6, 7, 8], [9]])
        #expect(!coalescer.add(10))
    }

    @Test func aSecondSenderTakesNothingUntilEnoughWaits() async throws {
        let batches = Batches()
        let (first, second) = (Gate(), Gate())
        let coalescer = Coalescer<Int>(limit: 10)
        await withTaskGroup { group in
            for waiting in [1, 3] {
                group.addTask {
                    await coalescer.run(waiting: waiting) { requests in
                        batches.append(requests)
                        if requests == [0] { try? await first.arrive() } else { try? await second.arrive() }
                    }
                }
            }
            #expect(coalescer.add(0))
            await first.untilReached()
            // With the first at its round trip, two wait; the third wakes the second sender.
            for request in 1...3 { #expect(coalescer.add(request)) }
            await second.untilReached()
            first.open()
            second.open()
            coalescer.close()
        }
        #expect(batches.all == [[0], [1, 2, 3]])
    }
}

private final class Batches: Sendable {
    private let batches = Mutex<[[Int]]>([])
    var all: [[Int]] { batches.withLock { $0 } }
    func append(_ batch: [Int]) { batches.withLock { $0.append(batch) } }
}
