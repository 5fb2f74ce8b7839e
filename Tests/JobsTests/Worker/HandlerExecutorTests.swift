import Foundation
@testable import Jobs
import Testing

@Suite struct HandlerExecutorTests {
    @Test func theKernelKnowsItsThreadsByTheirNames() async throws {
        let name = try await Task(executorPreference: HandlerExecutor(threads: 1)) {
            try String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
        }.value
        #expect(name == "handler-1\n")
    }
}
