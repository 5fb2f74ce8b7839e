import CBenchmarks
import FoundationEssentials
import Subprocess

/// No-op jobs a second that the queue drains beside other queues in the same run, taking turns, each with a database of its own
/// every time; its ratio is to the faster of them. And how long a single job waits in an idle process of each.
///
/// The other queues are measured by a command, called as `COMMAND DSN PEER drain|latency N`, which prints a JSON object with
/// `jobs_per_s` or with `p50_ms` and `p99_ms`.
struct QueuePeers: Benchmark {
    static let name = "queue.peers"

    private static let peers = ["awa", "pgqueuer"]
    /// Odd, for the medians.
    private let rounds = 3

    func run(_ setting: Setting) async throws -> [Figure] {
        guard let command = setting.peers else {
            note("\(Self.name): skipped, for it needs --peers COMMAND; docs/performance.md says what the command has to do.")
            return []
        }
        let (jobs, singles) = setting.size == .long ? (200_000, 1000) : (20_000, 200)
        let own = "fieldwork"
        var rates: [String: [Double]] = [:]
        var waits: [String: [[Double]]] = [:]
        for round in 0..<rounds {
            // Who comes first alternates.
            let names = [own] + Self.peers
            for index in names.indices {
                let name = names[(index + round) % names.count]
                if name == own {
                    rates[own, default: []].append(try await drain(jobs, setting))
                    let times = try await setting.withMigratedDatabase { try await QueuePickup.times($0, singles) }
                    waits[own, default: []].append([times.percentile(50), times.percentile(99)])
                } else {
                    let drained = try await ask(command, name, "drain", jobs, setting)
                    let waited = try await ask(command, name, "latency", singles, setting)
                    guard let rate = drained.jobs_per_s, let p50 = waited.p50_ms, let p99 = waited.p99_ms else {
                        throw WrongAnswer()
                    }
                    rates[name, default: []].append(rate)
                    waits[name, default: []].append([p50, p99])
                }
            }
        }
        let best = Self.peers.compactMap { rates[$0]?.median }.max() ?? .nan
        var figures: [Figure] = []
        for name in [own] + Self.peers {
            let (rate, waits) = (rates[name, default: []].median, waits[name, default: []])
            let prefix = name == own ? "" : "\(name)."
            figures.append(
                Figure(name: name == own ? nil : name, value: rate, unit: "1/s", ratio: name == own ? rate / best : nil))
            for (index, share) in ["p50", "p99"].enumerated() {
                figures.append(Figure(name: "\(prefix)pickup.\(share)", value: waits.map { $0[index] }.median, unit: "ms"))
            }
        }
        return figures
    }

    private func drain(_ count: Int, _ setting: Setting) async throws -> Double {
        try await setting.withMigratedDatabase { conninfo in
            try await NoOpTable.refill(conninfo, count)
            return try Benchmarks.rate(count, in: try await NoOpDrain.run(conninfo, count).seconds)
        }
    }

    private struct Answer: Decodable {
        let jobs_per_s, p50_ms, p99_ms: Double?
    }

    private func ask(
        _ command: String, _ peer: String, _ workload: String, _ count: Int, _ setting: Setting
    ) async throws -> Answer {
        try await setting.withDatabase { conninfo in
            var uri = [CChar](repeating: 0, count: 4096)
            guard cbenchmarks_uri(conninfo, &uri, uri.count) == 0 else { throw WrongAnswer() }
            let address = String(decoding: uri.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let result = try await Subprocess.run(
                .name("env"),
                arguments: Arguments(command.split(separator: " ").map(String.init) + [address, peer, workload, "\(count)"]),
                output: .string(limit: 64 * 1024), error: .currentStandardError)
            guard result.terminationStatus.isSuccess else { throw WrongAnswer() }
            return try JSONDecoder().decode(Answer.self, from: Data(result.standardOutput.utf8))
        }
    }
}
