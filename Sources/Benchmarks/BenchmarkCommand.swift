import ArgumentParser
import EmbeddedPostgres
import Glibc

/// Measures, and prints one JSON object a line.
@main
struct BenchmarkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fieldwork-bench", abstract: "Measure, and print one JSON object a line.")

    @Option(help: "Only benchmarks whose names begin with one of these, separated by commas.")
    var only: String?

    @Option(help: "A database to measure with; by default a private server is started for it.")
    var conninfo: String?

    func run() async throws {
        let prefixes = only?.split(separator: ",") ?? [""]
        let selected = benchmarkCatalog.filter { benchmark in prefixes.contains { benchmark.name.hasPrefix($0) } }
        guard !selected.isEmpty else {
            let names = benchmarkCatalog.map { $0.name }.joined(separator: ", ")
            throw ValidationError("No benchmark begins with that. There are: \(names).")
        }
        if let conninfo {
            try await run(selected, conninfo)
        } else {
            try await EmbeddedPostgres.withServer(.temporary) { server in try await run(selected, server.conninfo()) }
        }
    }

    private func run(_ benchmarks: [any Benchmark.Type], _ conninfo: String) async throws {
        for benchmark in benchmarks {
            for figure in try await benchmark.init().run(conninfo: conninfo) { print(figure.json(benchmark.name)) }
            fflush(nil)
        }
    }
}
