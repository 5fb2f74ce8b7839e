/// Megabytes of memory that an idle daemon has resident.
struct DaemonMemory: Benchmark {
    static let name = "daemon.rss"

    private let settling = Duration.seconds(5)

    func run(_ setting: Setting) async throws -> [Figure] {
        try await MigratedDatabase.prepare(setting.conninfo)
        return try await MeasuredDaemon.run(on: setting.conninfo) { daemon in
            try await Task.sleep(for: settling)
            return [Figure(value: Double(try daemon.process.usage().residentBytes) / 1e6, unit: "MB")]
        }
    }
}
