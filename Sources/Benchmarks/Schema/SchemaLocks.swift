import FoundationEssentials
import Logging
import Postgres
import Schema

/// The longest in ms that enqueuing or claiming took while migrations were applied to a table with a million jobs; the ratio is to
/// the longest while nothing was migrated. One figure for each migration after the eleventh, and the longest of all.
struct SchemaLocks: Benchmark {
    static let name = "schema.locks"

    private let first = 11

    func run(_ setting: Setting) async throws -> [Figure] {
        let count = setting.size == .long ? 10_000_000 : 1_000_000
        return try await setting.withDatabase { conninfo in
            try await migrate(conninfo, to: first)
            for sql in [
                """
                insert into fieldwork_jobs.jobs (queue, kind, state, finished_at)
                select 'default', 'no_op', (case when n % 10 = 0 then 'available' else 'completed' end)::fieldwork_jobs.job_state,
                    case when n % 10 > 0 then now() end
                from generate_series(1, \(count)) n
                """,
                "vacuum analyze fieldwork_jobs.jobs", "checkpoint",
            ] { try await runScript(conninfo, sql) }
            let quiet = try await longestWait(conninfo) { try await Task.sleep(for: .seconds(3)) }
            var figures: [Figure] = []
            for migration in MigrationCatalog.all where migration.version > first {
                let wait = try await longestWait(conninfo) { try await migrate(conninfo, to: migration.version) }
                figures.append(Figure(name: String(migration.name.prefix(4)), value: wait, unit: "ms", ratio: wait / quiet))
            }
            let longest = figures.map(\.value).max() ?? 0
            return [Figure(value: longest, unit: "ms", ratio: longest / quiet)] + figures
        }
    }

    private func migrate(_ conninfo: String, to version: Int) async throws {
        try await PostgresConnection.withConnection(
            PostgresConfiguration(conninfo), logger: Logger(label: Self.name)
        ) { _ = try await Migrator().migrate($0, to: version) }
    }

    /// Milliseconds of the longest statement of those that were run again and again, from before `work` to after it.
    private func longestWait(_ conninfo: String, _ work: () async throws -> Void) async throws -> Double {
        let ended = Counter()
        return try await withThrowingTaskGroup(of: Duration.self) { group in
            let ready = AsyncStream.makeStream(of: Void.self)
            group.addTask { try await Self.longest(EnqueueOne(), conninfo, ended) { ready.continuation.yield() } }
            group.addTask { try await Self.longest(ClaimTen(), conninfo, ended) { ready.continuation.yield() } }
            var arrivals = ready.stream.makeAsyncIterator()
            for _ in 0..<2 { await arrivals.next() }
            defer { ended.add(1) }
            try await work()
            ended.add(1)
            return try await group.reduce(.zero) { max($0, $1) }.seconds * 1000
        }
    }

    private static func longest<S: PostgresStatement>(
        _ statement: S, _ conninfo: String, _ ended: Counter, ready: @escaping @Sendable () -> Void
    ) async throws -> Duration {
        try await PostgresConnection.withConnection(
            PostgresConfiguration(conninfo), logger: Logger(label: name)
        ) { connection in
            // The first has the server plan.
            _ = try await connection.execute(statement) as [S.Row]
            ready()
            var longest = Duration.zero
            while ended.count == 0 {
                let start = ContinuousClock.now
                _ = try await connection.execute(statement) as [S.Row]
                longest = max(longest, ContinuousClock.now - start)
                // As often as a busy enqueuer, and without taking the machine from the migration.
                try await Task.sleep(for: .milliseconds(1))
            }
            return longest
        }
    }
}

/// What the release that knows the eleventh migration and no later one does.
private struct EnqueueOne: PostgresStatement {
    static let sql = """
        select fieldwork_jobs.enqueue('no_op', '{}', null, 'default', 5::smallint, null, null, 5::smallint, null)
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

/// Likewise.
private struct ClaimTen: PostgresStatement {
    static let sql = """
        update fieldwork_jobs.jobs j
        set state = 'running', incarnation = gen_random_uuid(), token = gen_random_uuid(), attempt = attempt + 1,
            claimed_at = clock_timestamp()
        where j.id = any (array(
            select r.id from fieldwork_jobs.jobs r
            where r.queue = 'default' and r.kind = 'no_op' and r.priority = 5 and r.lane = 1 and r.state = 'available'
            order by r.position
            limit 10
            for update skip locked))
        returning j.id
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
