import CBenchmarks
import Logging
import Postgres

/// Round trips per second inside a connection, against a C loop of `PQexecPrepared`.
struct ClientRoundtrip: Benchmark {
    static let name = "client.roundtrip"

    private let count = 20_000

    func run(_ setting: Setting) async throws -> [Figure] {
        let (rate, ratio) = try await InterleavedPairs().measure {
            try await PostgresConnection.withConnection(
                PostgresConfiguration(setting.conninfo), logger: Logger(label: Self.name)
            ) { connection in
                guard try await connection.execute(AddOne(value: 0)) == [1] else { throw WrongAnswer() }
                let clock = ContinuousClock()
                let start = clock.now
                for value in 0..<Int64(count) {
                    guard try await connection.execute(AddOne(value: value)).first == value + 1 else { throw WrongAnswer() }
                }
                return try Benchmarks.rate(count, in: (clock.now - start).seconds)
            }
        } reference: {
            try Benchmarks.rate(count, in: cbenchmarks_roundtrips(setting.conninfo, count))
        }
        return [Figure(value: rate, unit: "1/s", ratio: ratio)]
    }
}
