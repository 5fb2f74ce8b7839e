/// Milliseconds from the start of a daemon to its READY=1, with the database up.
struct DaemonReady: Benchmark {
    static let name = "daemon.ready"

    /// Odd, for the median.
    private let starts = 15

    func run(conninfo: String) async throws -> [Figure] {
        try await MigratedDatabase.prepare(conninfo)
        // One to warm up: it reads the programs from the disk.
        _ = try await MeasuredDaemon.run(on: conninfo) { _ in }
        var values: [Double] = []
        for _ in 0..<starts { values.append(try await MeasuredDaemon.run(on: conninfo) { $0.readyAfter.seconds * 1000 }) }
        return [Figure(value: values.median, unit: "ms")]
    }
}
