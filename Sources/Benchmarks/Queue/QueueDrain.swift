import CBenchmarks
import Foundation
import Jobs
import Postgres

/// No-op jobs a second from the start of a process to the last durable completion, against a C loop that issues the same
/// claims and completions in batches of the same size over as many connections. The queue marks every job as started too,
/// which the loop does not.
struct QueueDrain: Benchmark {
    static let name = "queue.drain"

    private let count = 200_000
    private let batch = 500

    func run(conninfo: String) async throws -> [Figure] {
        try await MigratedDatabase.prepare(conninfo)
        var logged: [Double] = []
        let (rate, ratio) = try await InterleavedPairs(count: 5).measure {
            try NoOpTable.refill(conninfo, count)
            let (seconds, bytes) = try await drain(conninfo)
            logged.append(bytes / Double(count))
            return try Benchmarks.rate(count, in: seconds)
        } reference: {
            try NoOpTable.refill(conninfo, count)
            let incarnation = try NoOpTable.begin(conninfo)
            return try Benchmarks.rate(
                count,
                in: cbenchmarks_drain(
                    conninfo, ClaimJobs.sql, CompleteJobs.sql, incarnation, NoOp.kind.name, count, batch))
        }
        return [Figure(value: rate, unit: "1/s", ratio: ratio), Figure(name: "wal", value: logged.median, unit: "B")]
    }

    /// Seconds, and bytes of write-ahead log, enqueuing not counted.
    private func drain(_ conninfo: String) async throws -> (seconds: Double, logged: Double) {
        try await MigratedDatabase.connect(conninfo) { connection in
            let before = try await connection.execute(ReadLogPosition())[0]
            let clock = ContinuousClock()
            let start = clock.now
            let seconds = try await NoOpProcess(conninfo, concurrency: batch * 4).run {
                while try await connection.execute(IsDrained()) != [true] { try await Task.sleep(for: .milliseconds(5)) }
                return (clock.now - start).seconds
            }
            return (seconds, try await connection.execute(ReadLogPosition())[0] - before)
        }
    }
}

/// Bytes of write-ahead log so far.
private struct ReadLogPosition: PostgresStatement {
    static let sql = "select (pg_current_wal_insert_lsn() - '0/0')::float8"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Double { try row.next() }
}

/// Whether nothing waits or runs. Reads the indexes of those alone.
private struct IsDrained: PostgresStatement {
    static let sql = """
        select not exists (select from fieldwork_jobs.jobs where queue = 'default' and state = 'available')
            and not exists (select from fieldwork_jobs.jobs where state = 'running')
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}
