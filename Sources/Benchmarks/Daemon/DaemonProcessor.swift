/// Per cent of a core that an idle daemon takes, and what its questions cost the database.
struct DaemonProcessor: Benchmark {
    static let name = "daemon.cpu"

    private let settling = Duration.seconds(3)
    private let duration = Duration.seconds(30)

    func run(_ setting: Setting) async throws -> [Figure] {
        try await MigratedDatabase.prepare(setting.conninfo)
        return try await MeasuredDaemon.run(on: setting.conninfo) { daemon in
            try await MigratedDatabase.connect(setting.conninfo) { connection in
                let server = try await DatabaseServer.of(connection)
                try await Task.sleep(for: settling)
                let began = ContinuousClock.now
                let (own, database) = (try daemon.process.usage().own, try server?.processorTime())
                try await Task.sleep(for: duration)
                let elapsed = ContinuousClock.now - began
                func share(_ time: Duration) -> Double { time / elapsed * 100 }
                var figures = [Figure(value: share(try daemon.process.usage().own - own), unit: "%")]
                if let server, let database {
                    figures.append(
                        Figure(name: "database", value: share(try server.processorTime() - database), unit: "%"))
                }
                return figures
            }
        }
    }
}
