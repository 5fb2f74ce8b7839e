import Logging
import Postgres

/// What a job costs the database from its claim to its completion when many are drained, and from its enqueuing to its completion
/// when it comes alone to an idle process; and the transactions of an idle daemon.
struct QueueCost: Benchmark {
    static let name = "queue.cost"

    private let many = 100_000
    private let single = 500
    private let idle = Duration.seconds(30)

    func run(_ setting: Setting) async throws -> [Figure] {
        let drain = try await setting.withMigratedDatabase { conninfo in
            try await NoOpTable.refill(conninfo, many)
            return try await figures("drain", conninfo) { _ = try await NoOpDrain.run(conninfo, many) }
        }
        let alone = try await setting.withMigratedDatabase { conninfo in
            try await NoOpTable.refill(conninfo, 0)
            return try await figures("single", conninfo) { _ = try await QueuePickup.times(conninfo, single) }
        }
        let rate = try await setting.withMigratedDatabase { try await idleTransactions($0) / idle.seconds * 60 }
        return drain + alone + [Figure(name: "idle", value: rate, unit: "1/min")]
    }

    private func figures(_ name: String, _ conninfo: String, _ work: () async throws -> Void) async throws -> [Figure] {
        try await DatabaseCost.prepare(conninfo)
        let before = try await DatabaseCost.read(conninfo)
        try await work()
        let cost = try await DatabaseCost.read(conninfo, since: before)
        let jobs = cost.completed - before.completed
        func each(_ figure: String, _ value: Double, _ unit: String) -> Figure {
            Figure(name: "\(name).\(figure)", value: value / jobs, unit: unit)
        }
        return [
            each("commits", cost.commits - before.commits, "1"), each("flushes", cost.flushes - before.flushes, "1"),
            each("wal", cost.position - before.position, "B"),
        ] + (cost.indexEntries.map { [each("index", $0, "1")] } ?? [])
    }

    /// Those of a daemon that idles so much longer than another.
    private func idleTransactions(_ conninfo: String) async throws -> Double {
        func transactions(of time: Duration) async throws -> Double {
            let before = try await DatabaseCost.read(conninfo)
            try await MeasuredDaemon.run(on: conninfo) { _ in try await Task.sleep(for: time) }
            return try await DatabaseCost.read(conninfo).commits - before.commits
        }
        let short = Duration.seconds(5)
        let start = try await transactions(of: short)
        return try await transactions(of: short + idle) - start
    }
}
