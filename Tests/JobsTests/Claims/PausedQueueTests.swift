@testable import Jobs
import Testing

@Suite struct PausedQueueTests {
    @Test func nothingIsClaimedUntilItIsResumed() async throws {
        try await QueueHarness.run { queue in
            try await queue.run("select fieldwork_jobs.pause('default')")
            let parts = queue.parts([Scripted { .effect(of: $0) }])
            try await queue.process(parts) {
                let paused = try await queue.enqueue(Scripted.kind)
                let other = try await queue.enqueue(Scripted.kind) { $0.queue = "other" }
                #expect(try await queue.claim(for: try await queue.begin()).isEmpty)
                try await queue.run("select fieldwork_jobs.resume('default')")
                _ = try await queue.wait(for: paused) { $0.state == "completed" }
                #expect(try await queue.state(of: other).state == "available", "it is served by nobody here")
            }
        }
    }
}
