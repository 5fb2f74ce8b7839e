import Logging
import Postgres

/// Jobs a second under steady arrivals, with jobs that are tried again and leases that run out, while an idle transaction of
/// another session pins what its snapshot sees; its ratio is to the same without the pin, slice by slice in turn. Then how long
/// a reading from the beginning takes, and how long after their lease ran out the lost jobs were ready again.
struct QueuePinned: Benchmark {
    static let name = "queue.pinned"

    func run(_ setting: Setting) async throws -> [Figure] {
        let (slices, length) = setting.size == .long ? (60, Duration.seconds(10)) : (6, .seconds(10))
        return try await setting.withMigratedDatabase { pinned in
            try await setting.withMigratedDatabase { clean in
                try await PostgresConnection.withConnection(
                    PostgresConfiguration(pinned), logger: Logger(label: Self.name)
                ) { pin in
                    try await pin.withTransaction(PostgresTransactionOptions(isolation: .repeatableRead)) { pin in
                        // A repeatable snapshot is taken by the first statement.
                        guard try await pin.execute(CountEverything()) == [0] else { throw WrongAnswer() }
                        return try await compare(pinned, clean, slices, length)
                    }
                }
            }
        }
    }

    private func compare(_ pinned: String, _ clean: String, _ slices: Int, _ length: Duration) async throws -> [Figure] {
        try await SteadyArrivals.run(pinned) { pinned in
            try await SteadyArrivals.run(clean) { clean in
                var rates: [[Double]] = [[], []]
                for slice in 0..<slices {
                    // Who comes first alternates.
                    for index in slice.isMultiple(of: 2) ? [0, 1] : [1, 0] {
                        rates[index].append(try await [pinned, clean][index].rate(for: length))
                    }
                }
                let totals = rates.map { $0.reduce(0, +) / Double(slices) }
                // The last third tells whether it gets worse with time.
                let ends = rates.map { $0.suffix(slices / 3).reduce(0, +) / Double(slices / 3) }
                let sweeps = (try await pinned.sweep(), try await clean.sweep())
                let recoveries = (try await pinned.recovery(), try await clean.recovery())
                return [
                    Figure(value: totals[0], unit: "1/s", ratio: totals[0] / totals[1]),
                    Figure(name: "end", value: ends[0], unit: "1/s", ratio: ends[0] / ends[1]),
                    Figure(name: "sweep", value: sweeps.0, unit: "ms", ratio: sweeps.0 / sweeps.1),
                    Figure(name: "recovery", value: recoveries.0, unit: "ms", ratio: recoveries.0 / recoveries.1),
                ]
            }
        }
    }
}

private struct CountEverything: PostgresStatement {
    static let sql = "select count(*) from fieldwork_jobs.jobs"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
