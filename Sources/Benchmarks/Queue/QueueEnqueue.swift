import CBenchmarks
import EmbeddedPostgres
import Jobs
import Postgres

/// Jobs a second that 32 clients put in line one by one by the SQL function, with `wake_v1` after each commit, against the same
/// without it: beside a process that is busy, so that no bell hangs; beside a bell that always hangs, so that every job rings;
/// and both with a disk on which a flush takes a millisecond longer.
struct QueueEnqueue: Benchmark {
    static let name = "queue.enqueue32"

    private static let enqueue = """
        select fieldwork_jobs.enqueue(
            '\(NoOp.kind.name)', '{}', null, 'default', 5::smallint, null, null, 5::smallint, null)
        """
    private static let wake = "select fieldwork.wake_v1('default')"
    private let clients: Int32 = 32

    func run(_ setting: Setting) async throws -> [Figure] {
        let figures = try await setting.withMigratedDatabase { try await measure($0, setting, "") }
        guard let library = SlowDisk.library else {
            note("\(Self.name).slow: skipped, for there is no \(SlowDisk.fileName) beside this program; make bench builds it.")
            return figures
        }
        return try await figures
            + SlowDisk.withServer(library) { conninfo in
                let slow = Setting(conninfo: conninfo, size: setting.size, peers: nil)
                return try await slow.withMigratedDatabase { conninfo in
                    // A single client waits for a flush each time.
                    guard try await rate(conninfo, then: nil, clients: 1, seconds: 0.5) < 1000 else { throw DiskIsFast() }
                    return try await measure(conninfo, setting, "slow")
                }
            }
    }

    private func measure(_ conninfo: String, _ setting: Setting, _ name: String) async throws -> [Figure] {
        let seconds = setting.size == .long ? 10.0 : 1.5
        let pairs = InterleavedPairs(count: 5)
        @Sendable func compare() async throws -> (rate: Double, ratio: Double) {
            try await pairs.measure {
                try await rate(conninfo, then: Self.wake, clients: clients, seconds: seconds)
            } reference: {
                try await rate(conninfo, then: nil, clients: clients, seconds: seconds)
            }
        }
        let busy = try await BusyQueue.run(conninfo) { try await compare() }
        let parked = try await MigratedDatabase.connect(conninfo) { connection in
            try await connection.listen("fieldwork_jobs")
            guard try await connection.execute(HangBell(queue: "default")) == [true] else { throw WrongAnswer() }
            return try await compare()
        }
        return [
            Figure(name: name.isEmpty ? nil : name, value: busy.rate, unit: "1/s", ratio: busy.ratio),
            Figure(name: name.isEmpty ? "parked" : "\(name).parked", value: parked.rate, unit: "1/s", ratio: parked.ratio),
        ]
    }

    private func rate(_ conninfo: String, then: String?, clients: Int32, seconds: Double) async throws -> Double {
        let rate = try await onThread { cbenchmarks_enqueue(conninfo, Self.enqueue, then, clients, seconds) }
        guard rate > 0 else { throw WrongAnswer() }
        return rate
    }
}
