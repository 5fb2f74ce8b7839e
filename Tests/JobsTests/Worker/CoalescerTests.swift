@testable import Jobs
import Synchronization
import Testing

@Suite struct CoalescerTests {
    @Test func whatArrivesDuringARoundTripGoesTogetherInTheNext() async throws {
        let batches = Mutex<[[Int]]>([])
        let gate = Gate()
        let coalescer = Coalescer<Int>(limit: 4) { requests in
            batches.withLock { $0.append(requests) }
            if requests == [0] { try await gate.arrive() }
            return requests.filter { !$0.isMultiple(of: 3) || $0 == 0 }
        }
        try await withThrowingTaskGroup { group in
            group.addTask { await coalescer.run() }
            try await withThrowingTaskGroup(of: (Int, Bool).self) { callers in
                callers.addTask { (0, try await coalescer(0)) }
                await gate.untilReached()
                for request in 1...9 { callers.addTask { (request, try await coalescer(request)) } }
                while await coalescer.waiting < 9 { await Task.yield() }
                gate.open()
                for try await (request, granted) in callers { #expect(granted == (!request.isMultiple(of: 3) || request == 0)) }
            }
            await coalescer.close()
        }
        let sizes = batches.withLock { $0.map(\.count) }
        #expect(sizes == [1, 4, 4, 1])
        #expect(batches.withLock { $0.joined().sorted() } == Array(0...9))
    }

    @Test func anErrorReachesThoseWhoWereInThatBatchOnly() async throws {
        let coalescer = Coalescer<Int>(limit: 1) { requests in
            if requests == [2] { throw Passing() }
            return requests
        }
        async let running: Void = coalescer.run()
        #expect(try await coalescer(1))
        await #expect(throws: Passing.self) { try await coalescer(2) }
        #expect(try await coalescer(3))
        await coalescer.close()
        await running
        await #expect(throws: CancellationError.self) { try await coalescer(4) }
    }
}
