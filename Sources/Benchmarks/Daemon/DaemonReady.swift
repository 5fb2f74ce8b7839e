/// Milliseconds from the start of a daemon to its READY=1, with the database up.
struct DaemonReady: Benchmark {
    static let name = "daemon.ready"

    /// Odd, for the median.
    private let starts = 15

    func run(_ setting: Setting) async throws -> [Figure] {
        try await MigratedDatabase.prepare(setting.conninfo)
        // One to warm up: it reads the programs from the disk.
        _ = try await MeasuredDaemon.run(on: setting.conninfo) { _ in }
        var values: [Double] = []
        for _ in 0..<starts { values.append(try await MeasuredDaemon.run(on: setting.conninfo) { $0.readyAfter.seconds * 1000 }) }
        return [Figure(value: values.median, unit: "ms")]
    }
}
