import Glibc

/// Documents per second from their submission to the last classification, daemon and database on this machine, and where the
/// time goes.
struct PathDocuments: Benchmark {
    static let name = "path.documents"

    private let count = 600
    private let size = 60_000
    private let samples = "docs/samples"

    func run(_ setting: Setting) async throws -> [Figure] {
        var mill = try InterviewMill(folder: samples)
        let warmUp = (0..<8).map { _ in mill.next(size: size) }
        let interviews = (0..<count).map { _ in mill.next(size: size) }
        try await MigratedDatabase.prepare(setting.conninfo)
        return try await MeasuredDaemon.run(on: setting.conninfo) { daemon in
            try await MigratedDatabase.connect(setting.conninfo) { connection in
                let first = try await MeasuredStudy.create("warm-up", on: connection)
                try await first.submit(warmUp, on: connection)
                _ = try await first.finish(on: connection)

                let study = try await MeasuredStudy.create("measured", on: connection)
                let server = try await DatabaseServer.of(connection)
                let before = (daemon: try daemon.process.usage(), server: try server?.processorTime())
                try await study.submit(interviews, on: connection)
                let work = try await study.finish(on: connection)
                let after = (daemon: try daemon.process.usage(), server: try server?.processorTime())

                return try figures(
                    work, daemon: after.daemon.own - before.daemon.own, extract: after.daemon.children - before.daemon.children,
                    database: after.server.flatMap { after in before.server.map { after - $0 } })
            }
        }
    }

    private func figures(
        _ work: [WorkDone], daemon: Duration, extract: Duration, database: Duration?
    ) throws -> [Figure] {
        func each(_ name: String, _ seconds: Double) -> Figure {
            Figure(name: name, value: seconds * 1000 / Double(count), unit: "ms")
        }
        let stages = [("read", "process_document"), ("code", "code_transcript"), ("classify", "classify_cluster")]
        let running = try stages.map { name, kind in
            guard let work = work.first(where: { $0.kind == kind }), name == "classify" || work.completed == count else {
                throw WrongAnswer()
            }
            return each(name, work.running)
        }
        let elapsed = (work.map(\.span.upperBound).max() ?? 0) - (work.map(\.span.lowerBound).min() ?? 0)
        let cores = Double(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        var figures = [Figure(value: Double(count) / elapsed, unit: "1/s")] + running
        figures += [each("daemon", daemon.seconds), each("extract", extract.seconds)]
        if let database {
            figures += [
                each("database", database.seconds),
                each("unused", cores * elapsed - (daemon + extract + database).seconds),
            ]
        }
        return figures
    }
}
