@testable import Postgres
import Testing

@Suite("Under load")
struct StressTests {
    @Test("no wake-up is lost over several connections, each asked by several tasks at once")
    func lostWakeUps() async throws {
        try await withTestConfiguration { configuration in
            let connections = 4
            let tasks = 8
            let calls = 250
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<connections {
                    group.addTask {
                        try await withConnection(configuration) { connection in
                            try await withThrowingTaskGroup(of: Int.self) { callers in
                                for task in 0..<tasks {
                                    callers.addTask { try await right(connection, task, calls) }
                                }
                                var total = 0
                                for try await right in callers { total += right }
                                return total
                            }
                        }
                    }
                }
                let total = try await group.reduce(0, +)
                #expect(total == connections * tasks * calls)
            }
        }
    }

    /// How many of `calls` answers are right.
    private func right(_ connection: PostgresConnection, _ task: Int, _ calls: Int) async throws -> Int {
        var right = 0
        for call in 0..<calls {
            let value = Int64(task * 1_000_000 + call)
            if call.isMultiple(of: 10) {
                var batch = PostgresBatch()
                let keys = (0..<5).map { batch.add(AddOne(value: value + $0)) }
                let results = try await connection.run(batch)
                let sums = try keys.map { try results[$0].first }
                if sums == (1...5).map({ value + $0 }) { right += 1 }
            } else if try await connection.execute(AddOne(value: value)) == [value + 1] {
                right += 1
            }
        }
        return right
    }

    /// 1. A task looks, and finds nothing to read. 2. Before it waits, the loop runs and reads. 3. The task waits: for ever,
    /// unless it notices that the loop has been there since it looked.
    @Test("a wake-up between looking and waiting is not lost", .timeLimit(.minutes(15)))
    func wakeUpBeforeWaiting() async throws {
        try await withTestConnection { connection in
            let seen = connection.generation
            connection.wake()
            await connection.suspend(since: seen)
            let rows = try await connection.execute(AddOne(value: 1))
            #expect(rows == [2])
        }
    }

    @Test("a task that prefers the loop, and one that does not, get the same answers")
    func taskExecutor() async throws {
        try await withTestConfiguration { configuration in
            try await withTaskExecutorPreference(PostgresLoop.shared) {
                try await withConnection(configuration) { connection in
                    for value in 0..<500 {
                        let rows = try await connection.execute(AddOne(value: Int64(value)))
                        #expect(rows == [Int64(value) + 1])
                    }
                }
            }
        }
    }

    @Test("a task that only yields does not keep the connections from their answers")
    func yielding() async throws {
        try await withTestConfiguration { configuration in
            let yielding = Task(executorPreference: PostgresLoop.shared) {
                while !Task.isCancelled { await Task.yield() }
            }
            let rows = try await withConnection(configuration) { try await $0.execute(AddOne(value: 1)) }
            #expect(rows == [2])
            yielding.cancel()
            await yielding.value
        }
    }
}
