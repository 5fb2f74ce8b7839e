import Foundation
@testable import Jobs
import Logging
import Postgres
import ServiceLifecycle
import TestSupport

/// A database of its own for one test, and what it takes to run the queue on it: as a login that is a member of
/// `fieldwork_worker` and nothing more.
struct QueueHarness: Sendable {
    let database: TestDatabase
    /// For looking and meddling from outside, as the superuser.
    let pool: PostgresPool
    let log = LogRecorder()

    static let worker = "queue_worker"

    /// On the server all tests share, or on one that the test may stop and kill.
    static func run<R: Sendable>(on server: TestServer? = nil, _ body: (QueueHarness) async throws -> R) async throws -> R {
        try await Crowd.tests.withPlace {
            if let server { return try await server.withDatabase { try await run(in: $0, body) } }
            return try await withTestDatabase { try await run(in: $0, body) }
        }
    }

    private static func run<R: Sendable>(in database: TestDatabase, _ body: (QueueHarness) async throws -> R) async throws -> R {
        let pool = PostgresPool(PostgresConfiguration(database.conninfo), size: 6, logger: .silent)
        return try await withThrowingTaskGroup { group in
            group.addTask { try await pool.run() }
            defer { group.cancelAll() }
            let harness = QueueHarness(database: database, pool: pool)
            try await harness.run(
                """
                do $$ begin
                    create role \(worker) login in role fieldwork_worker;
                exception when duplicate_object or unique_violation then null;
                end $$
                """)
            return try await body(harness)
        }
    }

    /// As the worker's login, through a relay if one is given.
    func configuration(_ proxy: WireProxy? = nil) -> PostgresConfiguration {
        let conninfo = database.conninfo(user: Self.worker)
        return PostgresConfiguration(proxy?.conninfo(conninfo) ?? conninfo)
    }

    func parts(
        _ handlers: [any JobHandler], isolation: (any JobIsolation)? = nil, through proxy: WireProxy? = nil,
        handlerThreads: Int = 2, _ adjust: (inout JobSettings) -> Void = { _ in },
        onStuckHandlers: @escaping @Sendable () -> Void = {}
    ) -> JobParts {
        var settings = JobSettings(host: "test", programVersion: "test")
        settings.lease = .seconds(5)
        settings.upkeepInterval = .milliseconds(100)
        settings.pollFloor = .milliseconds(200)
        settings.softStop = .seconds(5)
        settings.cancelWait = .seconds(2)
        adjust(&settings)
        let configuration = configuration(proxy)
        return JobParts(
            settings: settings, catalog: JobCatalog(handlers), database: configuration, directDatabase: configuration,
            handlerThreads: handlerThreads, isolation: isolation, logger: log.logger, onStuckHandlers: onStuckHandlers)
    }

    /// Runs the services of a process until the body returns, then stops them as SIGTERM would.
    func process<R: Sendable>(_ parts: JobParts, _ body: () async throws -> R) async throws -> R {
        let group = ServiceGroup(configuration: .init(services: parts.services, logger: .silent))
        return try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            let result = await Result(catching: body)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return try result.get()
        }
    }

    @discardableResult
    func enqueue(_ kind: JobKind, _ arguments: String = "{}", _ adjust: (inout NewJob) -> Void = { _ in }) async throws -> Int64 {
        var job = NewJob(kind: kind, arguments: arguments)
        adjust(&job)
        return try await pool.execute(EnqueueJob(job))[0]
    }

    // MARK: Looking

    func state(of job: Int64) async throws -> JobRow {
        try await pool.execute(ReadJob(id: job))[0]
    }

    /// Waits until a job is as expected.
    @discardableResult
    func wait(for job: Int64, until condition: (JobRow) -> Bool) async throws -> JobRow {
        try await wait(for: "job \(job)", { try await state(of: job) }, until: condition)
    }

    /// Waits until something is as expected; fails after a time that no healthy run needs.
    @discardableResult
    func wait<Value: Sendable>(
        for what: String, _ look: () async throws -> Value, until condition: (Value) -> Bool
    ) async throws -> Value {
        let end = ContinuousClock.now + .seconds(300)
        while true {
            let value = try await look()
            if condition(value) { return value }
            guard ContinuousClock.now < end else { throw NeverHappened(what: what, lastSeen: "\(value)") }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    func wait(for what: String, until condition: () async throws -> Bool) async throws {
        try await wait(for: what, condition) { $0 }
    }

    func run(_ sql: String) async throws {
        try await pool.withConnection { try await $0.executeScript(sql) }
    }

    /// How many rows a query returns.
    func count(_ sql: String) async throws -> Int { Int(try await ask("select count(*)::text from (\(sql)) as counted"))! }

    func holds(_ condition: String) async throws -> Bool { try await ask("select (\(condition))::text") == "true" }

    /// The one value of a query, as text.
    func ask(_ sql: String) async throws -> String { try await pool.execute(AdHoc(sql: sql))[0] }

    /// Whether somebody holds the job's row.
    func isLocked(_ job: Int64) async throws -> Bool {
        do {
            try await run("select from fieldwork_jobs.jobs where id = \(job) for update nowait")
            return false
        } catch let error as PostgresError where error.sqlState == .lockNotAvailable {
            return true
        }
    }

    /// Everything the queue and its effects consist of, as text: equal before and after what writes nothing.
    func everything() async throws -> String {
        try await ask(
            """
            select concat_ws(E'\\n',
                (select string_agg(j::text, E'\\n' order by id) from fieldwork_jobs.jobs j),
                (select string_agg(e::text, E'\\n' order by id) from fieldwork_jobs.job_events e),
                (select string_agg(e::text, E'\\n' order by id) from fieldwork_store.effects e))
            """)
    }
}

struct NeverHappened: Error {
    let what: String
    let lastSeen: String
}

struct JobRow: Sendable, Hashable {
    let state: String
    let attempt: Int16
    let deaths: Int16
    let token: UUID?
    let incarnation: UUID?
    let isStarted: Bool
}

struct ReadJob: PostgresStatement {
    let id: Int64
    static let sql =
        "select state::text, attempt, deaths, token, incarnation, started_at is not null from fieldwork_jobs.jobs where id = $1"
    func bind(to parameters: inout PostgresParameters) { parameters.append(id) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> JobRow {
        let state: String = try row.next()
        let attempt: Int16 = try row.next()
        let deaths: Int16 = try row.next()
        let token: UUID? = try row.next()
        let incarnation: UUID? = try row.next()
        let isStarted: Bool = try row.next()
        return JobRow(
            state: state, attempt: attempt, deaths: deaths, token: token, incarnation: incarnation, isStarted: isStarted)
    }
}

/// Runs a query that returns one value; the query is an argument of a function that runs it.
struct AdHoc: PostgresStatement {
    let sql: String
    static let sql = "select coalesce((xpath('/row/*[1]/text()', query_to_xml($1, true, true, '')))[1]::text, '')"
    func bind(to parameters: inout PostgresParameters) { parameters.append(sql) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

extension Result where Failure == any Error {
    init(catching body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
