import CBenchmarks
import FoundationEssentials
import Jobs

/// No-op jobs a second from the start of a process to the last durable completion, against a C loop that issues the same
/// claims and completions in batches of the same size over as many connections.
struct QueueDrain: Benchmark {
    static let name = "queue.drain"

    private let count = 200_000

    func run(_ setting: Setting) async throws -> [Figure] {
        try await setting.withMigratedDatabase { conninfo in
            var logged: [Double] = []
            let (rate, ratio) = try await InterleavedPairs(count: 5).measure {
                try await NoOpTable.refill(conninfo, count)
                let (seconds, bytes) = try await NoOpDrain.run(conninfo, count)
                logged.append(bytes / Double(count))
                return try Benchmarks.rate(count, in: seconds)
            } reference: {
                try await NoOpTable.refill(conninfo, count)
                let incarnation = try await NoOpTable.begin(conninfo).uuidString
                return try Benchmarks.rate(
                    count,
                    in: cbenchmarks_drain(
                        conninfo, ClaimJobs.sql, CompleteJobs.sql, incarnation, NoOp.kind.name, count, NoOpDrain.batch))
            }
            return [Figure(value: rate, unit: "1/s", ratio: ratio), Figure(name: "wal", value: logged.median, unit: "B")]
        }
    }
}
