import FoundationEssentials
import Jobs
import Logging
import Postgres

/// The 99th percentile of a claim of ten in ms, among millions of jobs that are ready, due later or finished; its ratio is to
/// the same in an empty table, claim by claim in turn.
///
/// In the steady state most claims come back short, and the millions that are ready are another queue's. Then that queue is
/// drained, and at last claimed from while it is paused.
struct QueueBacklog: Benchmark {
    static let name = "queue.backlog"

    private let limit = 10

    func run(_ setting: Setting) async throws -> [Figure] {
        let (million, rounds) = setting.size == .long ? (1_000_000, 20_000) : (100_000, 2000)
        return try await setting.withMigratedDatabase { full in
            try await setting.withMigratedDatabase { empty in
                try await fill(full, million)
                return try await ClaimingSide.with(full) { full in
                    try await ClaimingSide.with(empty) { empty in
                        try await measure(full, empty, rounds)
                    }
                }
            }
        }
    }

    private func measure(_ full: ClaimingSide, _ empty: ClaimingSide, _ rounds: Int) async throws -> [Figure] {
        func compare(
            _ queue: String, _ before: (_ round: Int, _ side: ClaimingSide) async throws -> Int
        ) async throws -> (p99: Double, ratio: Double) {
            var claimers = [full.claimer(queue), empty.claimer(queue)]
            var times: [[Double]] = [[], []]
            for round in 0..<rounds {
                // Who comes first alternates.
                for index in round.isMultiple(of: 2) ? [0, 1] : [1, 0] {
                    let side = [full, empty][index]
                    let expected = try await before(round, side)
                    let start = ContinuousClock.now
                    let jobs = try await claimers[index].claim(limit, for: side.incarnation)
                    times[index].append((ContinuousClock.now - start).seconds * 1000)
                    guard jobs.count == expected else { throw WrongAnswer() }
                    _ = try await side.pool.execute(CompleteJobs(attempts: jobs.map(\.key)))
                }
            }
            // The first claims read from the beginning, once in a process's life.
            let tails = times.map { Array($0.dropFirst(rounds / 20)).percentile(99) }
            return (tails[0], tails[0] / tails[1])
        }
        let steady = try await compare("default") { round, side in
            // Nine of ten claims come back short, every second empty-handed.
            let count = round % 10 == 0 ? limit : round % 2 == 0 ? 3 : 0
            try await side.enqueue(count, "default")
            return count
        }
        let draining = try await compare("deep") { _, side in
            if side.isEmpty { try await side.enqueue(limit, "deep") }
            return limit
        }
        for side in [full, empty] { try await side.pause("deep") }
        let paused = try await compare("deep") { _, _ in 0 }
        return [
            Figure(value: steady.p99, unit: "ms", ratio: steady.ratio),
            Figure(name: "draining", value: draining.p99, unit: "ms", ratio: draining.ratio),
            Figure(name: "paused", value: paused.p99, unit: "ms", ratio: paused.ratio),
        ]
    }

    /// Five, five, five and one million by the goal, or a share of them.
    private func fill(_ conninfo: String, _ million: Int) async throws {
        let kind = NoOp.kind.name
        for sql in [
            "insert into fieldwork_jobs.jobs (queue, kind) select 'deep', '\(kind)' from generate_series(1, \(5 * million))",
            """
            insert into fieldwork_jobs.jobs (queue, kind, state, scheduled_at)
            select 'default', '\(kind)', 'scheduled', now() + '1 d' from generate_series(1, \(5 * million))
            """,
            """
            insert into fieldwork_jobs.jobs (queue, kind, state, finished_at)
            select 'default', '\(kind)', (case when n % 6 = 0 then 'discarded' else 'completed' end)::fieldwork_jobs.job_state, now()
            from generate_series(1, \(6 * million)) n
            """,
            "vacuum analyze fieldwork_jobs.jobs", "checkpoint",
        ] { try await runScript(conninfo, sql) }
    }
}

/// A database, and who claims there.
private struct ClaimingSide: Sendable {
    let pool: PostgresPool
    let incarnation: UUID
    let isEmpty: Bool

    static func with<R: Sendable>(_ conninfo: String, _ body: (ClaimingSide) async throws -> R) async throws -> R {
        let pool = PostgresPool(PostgresConfiguration(conninfo), size: 1, logger: Logger(label: QueueBacklog.name))
        return try await withThrowingTaskGroup { group in
            group.addTask { try await pool.run() }
            defer { group.cancelAll() }
            let isEmpty = try await pool.execute(TableIsEmpty())[0]
            return try await body(
                ClaimingSide(pool: pool, incarnation: try await NoOpTable.begin(conninfo), isEmpty: isEmpty))
        }
    }

    /// With the settings a process has.
    func claimer(_ queue: String) -> Claimer {
        Claimer(
            queue: queue, kinds: [NoOp.kind.name], pool: pool,
            permits: PermitKeeper(pool: pool, deadline: .seconds(5), patience: .seconds(1)), sweepInterval: .seconds(1),
            deadline: .seconds(5))
    }

    func enqueue(_ count: Int, _ queue: String) async throws {
        if count > 0 { _ = try await pool.execute(Enqueue(queue: queue, count: count)) }
    }

    func pause(_ queue: String) async throws { _ = try await pool.execute(Pause(queue: queue)) }
}

private struct TableIsEmpty: PostgresStatement {
    static let sql = "select not exists (select from fieldwork_jobs.jobs)"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}

private struct Enqueue: PostgresStatement {
    let queue: String
    let count: Int

    static let sql = """
        select fieldwork_jobs.enqueue(
            '\(NoOp.kind.name)', '{}', null, $1, 5::smallint, null, null, 5::smallint, null)
        from generate_series(1, $2)
        """
    func bind(to parameters: inout PostgresParameters) {
        parameters.append(queue)
        parameters.append(Int64(count))
    }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

private struct Pause: PostgresStatement {
    let queue: String
    static let sql = "select fieldwork_jobs.pause($1)::text"
    func bind(to parameters: inout PostgresParameters) { parameters.append(queue) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String? { try row.next() }
}
