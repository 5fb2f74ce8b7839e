import FoundationEssentials
import Jobs
import Logging
import Postgres
import Subprocess

/// Jobs a second that are put in line by COPY, connecting and committing included, against psql's `\copy` of the same rows into
/// the same table.
struct QueueCopy: Benchmark {
    static let name = "queue.copy"

    func run(_ setting: Setting) async throws -> [Figure] {
        let count = setting.size == .long ? 2_000_000 : 200_000
        let file = FileManager.default.temporaryDirectory.appending(path: "fieldwork-bench-\(UUID().uuidString).copy")
        try Data((1...count).flatMap { Self.line($0).utf8 }).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
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
                try await measure { try await copy(count, conninfo) }
            } reference: {
                try await measure { try await psql("\\copy \(Self.target) from '\(file.path)'", conninfo) }
            }
            return [Figure(value: rate, unit: "1/s", ratio: ratio)]
        }
    }

    private static let target =
        "fieldwork_jobs.jobs (kind, arguments, queue, priority, state, scheduled_at, max_attempts, partition_key)"
    private static let scheduledAt = "2026-01-01 00:00:00+00"

    private static func line(_ number: Int) -> String {
        "\(NoOp.kind.name)\t{\"document\": \(number)}\tdefault\t5\tavailable\t\(scheduledAt)\t5\t\(number % 10)\n"
    }

    private func copy(_ count: Int, _ conninfo: String) async throws {
        try await PostgresConnection.withConnection(
            PostgresConfiguration(conninfo), logger: Logger(label: Self.name)
        ) { connection in
            try await connection.withTransaction { connection in
                // Before any position is drawn, as every enqueuer does.
                try await connection.executeScript("select pg_current_xact_id()")
                try await connection.copyIn("copy \(Self.target) from stdin") { writer in
                    for number in 1...count {
                        try await writer.writeRow { row in
                            row.append(NoOp.kind.name)
                            row.append("{\"document\": \(number)}")
                            row.append("default")
                            row.append(5)
                            row.append("available")
                            row.append(Self.scheduledAt)
                            row.append(5)
                            row.append("\(number % 10)")
                        }
                    }
                }
            }
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
