import ArgumentParser
import EmbeddedPostgres
import Glibc
import UnixSignals

/// Measures, and prints one JSON object a line.
@main
struct BenchmarkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fieldwork-bench", abstract: "Measure, and print one JSON object a line.")

    @Option(help: "Only benchmarks whose names begin with one of these, separated by commas.")
    var only: String?

    @Option(help: "A database to measure with; by default a private server is started for it.")
    var conninfo: String?

    @Option(help: "Long: tables as large and runs as long as the goals say; hours.")
    var size = Setting.Size.short

    @Option(help: "A command that measures another queue, called as COMMAND DSN awa|pgqueuer drain|latency N.")
    var peers: String?

    @Option(help: .hidden)
    var claimAndWait: String?

    func run() async throws {
        if let claimAndWait { return try await KilledProcess.run(claimAndWait) }
        let prefixes = only?.split(separator: ",") ?? [""]
        let selected = benchmarkCatalog.filter { benchmark in prefixes.contains { benchmark.name.hasPrefix($0) } }
        guard !selected.isEmpty else {
            let names = benchmarkCatalog.map { $0.name }.joined(separator: ", ")
            throw ValidationError("No benchmark begins with that. There are: \(names).")
        }
        try await untilSignalled {
            if let conninfo {
                try await run(selected, conninfo)
            } else {
                try await EmbeddedPostgres.withServer(.asDurableAsByDefault) { server in
                    try await run(selected, server.conninfo())
                }
            }
        }
    }

    /// Runs `body` to its end, or cancels it on SIGINT and SIGTERM: what it has started is stopped either way.
    private func untilSignalled(_ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask(operation: body)
            group.addTask {
                for await signal in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                    throw ExitCode(128 + signal.rawValue)
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func run(_ benchmarks: [any Benchmark.Type], _ conninfo: String) async throws {
        let setting = Setting(conninfo: conninfo, size: size, peers: peers)
        for benchmark in benchmarks {
            for figure in try await benchmark.init().run(setting) { print(figure.json(benchmark.name)) }
            fflush(nil)
        }
    }
}

extension EmbeddedPostgres.Settings {
    /// As durable as a server is by default.
    static let asDurableAsByDefault = EmbeddedPostgres.Settings(
        home: .temporary, parameters: ["fsync": "on", "full_page_writes": "on", "wal_level": "replica"])
}
