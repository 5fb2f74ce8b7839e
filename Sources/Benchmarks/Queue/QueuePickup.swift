import Jobs
import Postgres

/// Milliseconds from the enqueuing of a job to the beginning of its handler, with an idle process that serves the queue: one
/// job at a time, enqueued by the SQL function, and `wake` after the commit.
struct QueuePickup: Benchmark {
    static let name = "queue.pickup"

    private let count = 500

    func run(_ setting: Setting) async throws -> [Figure] {
        let times = try await setting.withMigratedDatabase { try await Self.times($0, count) }
        return [50, 99].map { Figure(name: "p\($0)", value: times.percentile($0), unit: "ms") }
    }

    /// Milliseconds, one for each of so many jobs.
    static func times(_ conninfo: String, _ count: Int) async throws -> [Double] {
        let (begun, continuation) = AsyncStream.makeStream(of: ContinuousClock.Instant.self)
        return try await NoOpProcess(conninfo, concurrency: 10) { _ in continuation.yield(.now) }.run {
            try await MigratedDatabase.connect(conninfo) { connection in
                var times: [Double] = []
                var beginnings = begun.makeAsyncIterator()
                for round in 0..<count + 20 {
                    // Long enough for the process to park.
                    try await Task.sleep(for: .milliseconds(10 + round % 20))
                    let start = ContinuousClock.now
                    _ = try await connection.execute(EnqueueJob(NewJob(kind: NoOp.kind, arguments: "{}")))
                    _ = try await connection.execute(RingBell(queue: "default"))
                    guard let beginning = await beginnings.next() else { throw WrongAnswer() }
                    if round >= 20 { times.append((beginning - start).seconds * 1000) }
                }
                return times
            }
        }
    }
}
