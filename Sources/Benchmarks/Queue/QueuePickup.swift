import Jobs
import Postgres

/// Milliseconds from the enqueuing of a job to the beginning of its handler, with an idle process that serves the queue: one
/// job at a time, enqueued by the SQL function, and `wake` after the commit.
struct QueuePickup: Benchmark {
    static let name = "queue.pickup"

    private let count = 500

    func run(conninfo: String) async throws -> [Figure] {
        try await MigratedDatabase.prepare(conninfo)
        try NoOpTable.refill(conninfo, 0)
        let (begun, continuation) = AsyncStream.makeStream(of: ContinuousClock.Instant.self)
        let times = try await NoOpProcess(conninfo, concurrency: 10) { _ in continuation.yield(.now) }.run {
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
                return times.sorted()
            }
        }
        return [50, 99].map { share in
            Figure(name: "p\(share)", value: times[min(times.count - 1, times.count * share / 100)], unit: "ms")
        }
    }
}
