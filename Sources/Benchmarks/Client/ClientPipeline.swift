import CBenchmarks
import Logging
import Postgres

/// Statements per second in batches of a hundred, composing and decoding included, against the same in C.
struct ClientPipeline: Benchmark {
    static let name = "client.pipeline"

    private let count = 1_000
    private let size = 100

    func run(_ setting: Setting) async throws -> [Figure] {
        let (rate, ratio) = try await InterleavedPairs().measure {
            try await PostgresConnection.withConnection(
                PostgresConfiguration(setting.conninfo), logger: Logger(label: Self.name)
            ) { connection in
                guard try await connection.execute(AddOne(value: 0)) == [1] else { throw WrongAnswer() }
                let clock = ContinuousClock()
                let start = clock.now
                for _ in 0..<count { try await runBatch(connection) }
                return try Benchmarks.rate(count * size, in: (clock.now - start).seconds)
            }
        } reference: {
            try Benchmarks.rate(count * size, in: cbenchmarks_pipelines(setting.conninfo, count, size))
        }
        return [Figure(value: rate, unit: "1/s", ratio: ratio)]
    }

    private func runBatch(_ connection: isolated PostgresConnection) async throws {
        var batch = PostgresBatch()
        let keys = (0..<Int64(size)).map { batch.add(AddOne(value: $0)) }
        let results = try await connection.run(batch)
        for (value, key) in keys.enumerated() {
            guard try results[key].first == Int64(value) + 1 else { throw WrongAnswer() }
        }
    }
}
