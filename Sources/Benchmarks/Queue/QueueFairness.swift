import Jobs
import Postgres

/// How many times as long a study's single jobs take, from enqueuing to their end, while another study has a million jobs
/// ready: the 95th percentile with that backlog, over that of the same process without. Jobs take three milliseconds, and the
/// process runs eight at a time.
struct QueueFairness: Benchmark {
    static let name = "queue.fairness"

    private let backlog = 1_000_000
    private let count = 300

    func run(_ setting: Setting) async throws -> [Figure] {
        let alone = try await setting.withMigratedDatabase { try await times($0, backlog: 0) }
        let among = try await setting.withMigratedDatabase { try await times($0, backlog: backlog) }
        return [
            Figure(value: among / alone, unit: "×"), Figure(name: "alone", value: alone, unit: "ms"),
            Figure(name: "among", value: among, unit: "ms"),
        ]
    }

    /// The 95th percentile, in milliseconds.
    private func times(_ conninfo: String, backlog: Int) async throws -> Double {
        for sql in [
            "insert into fieldwork_jobs.partitions values ('default', '1'), ('default', '2')",
            """
            insert into fieldwork_jobs.jobs (queue, kind, study_id, partition_key)
            select 'default', '\(BriefJob.kind.name)', 1, '1' from generate_series(1, \(backlog))
            """, "vacuum analyze fieldwork_jobs.jobs", "checkpoint",
        ] {
            try await runScript(conninfo, sql)
        }
        let (ended, continuation) = AsyncStream.makeStream(of: Void.self)
        return try await NoOpProcess(conninfo, concurrency: 8, handler: BriefJob { continuation.yield() }).run {
            try await MigratedDatabase.connect(conninfo) { connection in
                var times: [Double] = []
                var ends = ended.makeAsyncIterator()
                for round in 0..<count + 20 {
                    try await Task.sleep(for: .milliseconds(10 + round % 20))
                    let start = ContinuousClock.now
                    _ = try await connection.execute(EnqueueJob(NewJob(kind: BriefJob.kind, arguments: "{}", studyID: 2)))
                    _ = try await connection.execute(RingBell(queue: "default"))
                    guard await ends.next() != nil else { throw WrongAnswer() }
                    if round >= 20 { times.append((ContinuousClock.now - start).seconds * 1000) }
                }
                return times.percentile(95)
            }
        }
    }
}

/// A job of a few milliseconds.
private struct BriefJob: JobHandler {
    struct Arguments: Decodable, Sendable {}

    static let kind = JobKind("brief")

    /// Called when one of the second study ends.
    let ended: @Sendable () -> Void

    func run(_ arguments: Arguments, _ context: JobContext) async throws -> Outcome {
        try await Task.sleep(for: .milliseconds(3))
        if context.job.studyID == 2 { ended() }
        return .commit(.none)
    }
}
