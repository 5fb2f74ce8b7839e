import Foundation
import Jobs
import Logging
import Postgres
import Storage
import Subprocess

/// Jobs a second that `fieldwork enqueue --from` puts in line, reading its lines and connecting included, against psql's `\copy` of
/// the same rows into the same table.
struct QueueCopy: Benchmark {
    static let name = "queue.copy"

    func run(_ setting: Setting) async throws -> [Figure] {
        let count = setting.size == .long ? 2_000_000 : 200_000
        let lines = try Self.write(count) { #"{"kind": "\#(NoOp.kind.name)", "arguments": {"document": \#($0)}}"# }
        let rows = try Self.write(count) {
            "\(NoOp.kind.name)\t{\"document\": \($0)}\tdefault\t5\tavailable\t2026-01-01 00:00:00.123456+00\t5\t"
        }
        defer { for file in [lines, rows] { try? FileManager.default.removeItem(at: file) } }
        return try await setting.withMigratedDatabase { conninfo in
            func measure(_ copy: () async throws -> Void) async throws -> Double {
                try await NoOpTable.refill(conninfo, 0)
                let start = ContinuousClock.now
                try await copy()
                let elapsed = ContinuousClock.now - start
                guard try await MigratedDatabase.connect(conninfo, { try await $0.execute(CountJobs()) }) == [Int64(count)] else {
                    throw WrongAnswer()
                }
                return try Benchmarks.rate(count, in: elapsed.seconds)
            }
            let (rate, ratio) = try await InterleavedPairs(count: 5).measure {
                try await measure { try await enqueue(lines, conninfo) }
            } reference: {
                try await measure { try await psql("\\copy \(Self.target) from '\(rows.path)'", conninfo) }
            }
            return [Figure(value: rate, unit: "1/s", ratio: ratio)]
        }
    }

    private static let target =
        "fieldwork_jobs.jobs (kind, arguments, queue, priority, state, scheduled_at, max_attempts, partition_key)"

    /// A file of so many lines.
    private static func write(_ count: Int, _ line: (Int) -> String) throws -> URL {
        let file = FileManager.default.temporaryDirectory.appending(path: "fieldwork-bench-\(UUID().uuidString)")
        try Data((1...count).map { line($0) + "\n" }.joined().utf8).write(to: file)
        return file
    }

    private func enqueue(_ file: URL, _ conninfo: String) async throws {
        let handle = try FileHandle(forReadingFrom: file)
        try await PostgresConnection.withConnection(
            PostgresConfiguration(conninfo), logger: Logger(label: Self.name)
        ) { connection in
            let outcome = try await JobImport(skipsBad: false).run(on: connection) {
                try handle.read(upToCount: 1 << 16).map(Array.init) ?? []
            }
            guard outcome.isEnqueued else { throw WrongAnswer() }
        }
    }

    private func psql(_ command: String, _ conninfo: String) async throws {
        let result = try await Subprocess.run(
            .name("psql"), arguments: ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", conninfo, "-c", command],
            output: .string(limit: 4096), error: .combinedWithOutput)
        guard result.terminationStatus.isSuccess else { throw WrongAnswer() }
    }
}

private struct CountJobs: PostgresStatement {
    static let sql = "select count(*) from fieldwork_jobs.jobs"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
