import CBenchmarks
import Dispatch

/// Runs what blocks on a thread of its own.
func onThread<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue(label: "fieldwork-bench").async { continuation.resume(with: Result { try body() }) }
    }
}

/// Runs SQL on a connection of its own; what the server says against it is on standard error.
func runScript(_ conninfo: String, _ sql: String) async throws {
    guard try await onThread({ cbenchmarks_run(conninfo, sql) }) == 0 else { throw WrongAnswer() }
}
