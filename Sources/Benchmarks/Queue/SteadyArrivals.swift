import FoundationEssentials
import Jobs
import Logging
import Postgres
import Synchronization

/// A process of the queue's own that takes no-op jobs, of which one in fifty fails at first, and an enqueuer that sees to it that
/// there is always something to do and never much; beside it, processes that take twenty jobs and are never heard of again.
final class SteadyArrivals: Sendable {
    private struct PassingFailure: Error {}

    private static let waiting = 2000
    private static let portion = 500
    private static let lost = 20

    private let conninfo: String
    private let pool: PostgresPool
    private let enqueued = Counter()
    private let finished: Counter
    private let thief: Mutex<Claimer>
    private let bells: Bells

    private init(_ conninfo: String, _ finished: Counter, _ bells: Bells) {
        self.conninfo = conninfo
        self.finished = finished
        self.bells = bells
        pool = PostgresPool(PostgresConfiguration(conninfo), size: 2, logger: Logger(label: QueuePinned.name))
        thief = Mutex(Self.claimer(pool))
    }

    /// With the settings a process has.
    private static func claimer(_ pool: PostgresPool) -> Claimer {
        Claimer(
            queue: "default", kinds: [NoOp.kind.name], pool: pool,
            permits: PermitKeeper(pool: pool, deadline: .seconds(60), patience: .seconds(1)), sweepInterval: .seconds(1),
            deadline: .seconds(60))
    }

    static func run<R: Sendable>(_ conninfo: String, _ body: (SteadyArrivals) async throws -> R) async throws -> R {
        let finished = Counter()
        let process = NoOpProcess(conninfo, concurrency: NoOpDrain.batch * 4) { job in
            if job.attempt == 1, job.deaths == 0, job.id.isMultiple(of: 50) { throw PassingFailure() }
            finished.add(1)
        }
        let arrivals = SteadyArrivals(conninfo, finished, process.parts.bells)
        return try await withThrowingTaskGroup { group in
            group.addTask { try await arrivals.pool.run() }
            defer { group.cancelAll() }
            return try await process.run { try await body(arrivals) }
        }
    }

    /// Jobs finished a second while they arrived; then those that are left are waited for.
    func rate(for length: Duration) async throws -> Double {
        try await feed()
        try await steal()
        bells.ring("default")
        let before = finished.count
        let start = ContinuousClock.now
        while ContinuousClock.now - start < length {
            try await feed()
            try await Task.sleep(for: .milliseconds(5))
        }
        let elapsed = ContinuousClock.now - start
        let done = finished.count - before
        while finished.count < enqueued.count { try await Task.sleep(for: .milliseconds(20)) }
        return Double(done) / elapsed.seconds
    }

    private func feed() async throws {
        while enqueued.count - finished.count < Self.waiting {
            _ = try await pool.execute(EnqueueMany(count: Self.portion))
            enqueued.add(Self.portion)
        }
    }

    /// What a process does that dies with its jobs claimed.
    private func steal() async throws {
        var claimer = thief.withLock { $0 }
        let jobs = try await claimer.claim(Self.lost, for: try await NoOpTable.begin(conninfo, lease: "1 s"))
        guard !jobs.isEmpty else { throw WrongAnswer() }
        thief.withLock { [claimer] in $0 = claimer }
    }

    /// Milliseconds that the first claim of a new process takes, which reads everything from the beginning.
    func sweep() async throws -> Double {
        let incarnation = try await NoOpTable.begin(conninfo)
        var claimer = Self.claimer(pool)
        let start = ContinuousClock.now
        guard try await claimer.claim(1, for: incarnation).isEmpty else { throw WrongAnswer() }
        return (ContinuousClock.now - start).seconds * 1000
    }

    /// The longest that a lost job was not ready after its process's lease had run out; milliseconds.
    func recovery() async throws -> Double { try await pool.execute(LongestRecovery())[0] }
}

private struct EnqueueMany: PostgresStatement {
    let count: Int
    static let sql = """
        with transaction as materialized (select pg_current_xact_id())
        insert into fieldwork_jobs.jobs (queue, kind)
        select 'default', '\(NoOp.kind.name)' from transaction cross join generate_series(1, $1::bigint)
        """
    func bind(to parameters: inout PostgresParameters) { parameters.append(Int64(count)) }
}

private struct LongestRecovery: PostgresStatement {
    static let sql = """
        select max(extract(epoch from e.at - i.lease_until) * 1000)::float8
        from fieldwork_jobs.job_events e join fieldwork_jobs.incarnations i on i.id = e.incarnation
        where e.event = 'recovered'
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Double { try row.next() }
}
