import Foundation
import Jobs
import Logging
import Postgres
import ServiceLifecycle
import Synchronization
import TestSupport

/// A process that takes jobs, on a database of its own, for as long as a body runs.
struct QueueHarness: Sendable {
    let database: TestDatabase
    /// For looking and enqueuing from outside.
    let pool: PostgresPool

    static func run<R: Sendable>(_ body: (QueueHarness) async throws -> R) async throws -> R {
        try await withTestDatabase { database in
            let pool = PostgresPool(PostgresConfiguration(database.conninfo), size: 4, logger: .silent)
            return try await withThrowingTaskGroup { group in
                group.addTask { try await pool.run() }
                defer { group.cancelAll() }
                return try await body(QueueHarness(database: database, pool: pool))
            }
        }
    }

    func parts(
        _ handlers: [any JobHandler], isolation: (any JobIsolation)? = nil, _ adjust: (inout JobSettings) -> Void = { _ in }
    ) -> JobParts {
        var settings = JobSettings(host: "test", programVersion: "test")
        settings.lease = .seconds(3)
        settings.upkeepInterval = .milliseconds(100)
        settings.pollFloor = .milliseconds(200)
        settings.softStop = .seconds(5)
        settings.cancelWait = .seconds(2)
        adjust(&settings)
        let configuration = PostgresConfiguration(database.conninfo)
        return JobParts(
            settings: settings, catalog: JobCatalog(handlers), database: configuration, directDatabase: configuration,
            handlerThreads: 2, isolation: isolation, logger: .silent)
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

    func state(of job: Int64) async throws -> JobRow {
        try await pool.execute(ReadJob(id: job))[0]
    }

    /// Waits until a job is as expected; fails the test after ten seconds, which no healthy run needs.
    func wait(for job: Int64, until condition: (JobRow) -> Bool) async throws -> JobRow {
        let end = ContinuousClock.now + .seconds(20)
        while true {
            let row = try await state(of: job)
            if condition(row) { return row }
            guard ContinuousClock.now < end else { throw NeverHappened(lastSeen: row) }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    func run(_ sql: String) async throws {
        try await pool.withConnection { try await $0.executeScript(sql) }
    }

    /// How many rows a query returns.
    func count(_ sql: String) async throws -> Int { Int(try await pool.execute(AdHocCount(sql: sql))[0]) }
}

struct NeverHappened: Error { let lastSeen: JobRow }

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

/// Counts what a query returns; the query is an argument of a function that runs it.
struct AdHocCount: PostgresStatement {
    let sql: String
    static let sql = "select (xpath('//c/text()', query_to_xml($1, false, true, '')))[1]::text::bigint"
    func bind(to parameters: inout PostgresParameters) { parameters.append("select count(*) as c from (\(sql)) as counted") }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

extension Logger {
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

extension Result where Failure == any Error {
    init(catching body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
