import EmbeddedPostgres
import Logging
import Postgres
import TestSupport
import Testing

@Suite("Pool")
struct PoolTests {
    /// Runs `body` beside the upkeep of a pool.
    private func withPool<R: Sendable>(
        _ configuration: PostgresConfiguration, size: Int, logger: Logger = .silent, acquireTimeout: Duration = .seconds(60),
        _ body: @Sendable @escaping (PostgresPool) async throws -> R
    ) async throws -> R {
        let pool = PostgresPool(configuration, size: size, logger: logger, acquireTimeout: acquireTimeout)
        return try await withThrowingTaskGroup(of: R?.self) { group in
            group.addTask {
                try await pool.run()
                return nil
            }
            group.addTask { try await body(pool) }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
    }

    private struct SessionCount: PostgresStatement {
        let applicationName: String
        static let sql = "select count(*) from pg_stat_activity where application_name = $1"
        func bind(to parameters: inout PostgresParameters) { parameters.append(applicationName) }
        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int { try row.next() }
    }

    private func withNamedConfiguration(
        _ body: @Sendable (PostgresConfiguration, isolated PostgresConnection) async throws -> Void
    ) async throws {
        try await withTestConfiguration { configuration in
            var named = configuration
            named.applicationName = "pool of one test \(UInt64.random(in: 0...UInt64.max))"
            try await withConnection(configuration) { [named] observer in try await body(named, observer) }
        }
    }

    @Test("opens no more connections than it may, and uses them again")
    func size() async throws {
        try await withNamedConfiguration { configuration, observer in
            try await withPool(configuration, size: 3) { pool in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for value in 0..<300 {
                        group.addTask {
                            let rows = try await pool.execute(AddOne(value: Int64(value)))
                            #expect(rows == [Int64(value) + 1])
                        }
                    }
                    try await group.waitForAll()
                }
                let name = configuration.applicationName ?? ""
                let count = try await pool.execute(SessionCount(applicationName: name)).first ?? 0
                #expect((1...3).contains(count))
            }
            // Stopped: its sessions end.
            while try await observer.execute(SessionCount(applicationName: configuration.applicationName ?? "")) != [0] {}
        }
    }

    @Test("serves in the order of asking, and says when nobody gave a connection back in time")
    func exhaustion() async throws {
        try await withTestConfiguration { configuration in
            try await withPool(configuration, size: 1) { pool in
                try await pool.withConnection { _ in
                    let late = try await postgresError {
                        try await pool.withConnection(deadline: .milliseconds(30)) { _ in }
                    }
                    #expect(late.kind == .poolTimeout)
                    #expect(late.description == "no free connection in time: all 1 connections are in use or being opened")
                    let cancelled = Task { try await postgresError { try await pool.withConnection { _ in } } }
                    cancelled.cancel()
                    #expect(try await cancelled.value.kind == .cancelled)
                }
                #expect(try await pool.execute(AddOne(value: 1)) == [2])
            }
        }
    }

    @Test("replaces connections that broke, in use or idle")
    func brokenConnections() async throws {
        try await withTestConfiguration { configuration in
            try await withConnection(configuration) { observer in
                try await withPool(configuration, size: 2) { pool in
                    for _ in 0..<5 {
                        let pid = try await pool.withConnection { $0.backendPID }
                        try await observer.execute(Terminate(backendPID: pid))
                        #expect(try await pool.execute(AddOne(value: 1)) == [2])
                        let error = try await postgresError {
                            try await pool.execute(Sleep(), deadline: .milliseconds(10))
                        }
                        #expect(error.kind == .deadlineExceeded)
                        #expect(try await pool.execute(AddOne(value: 1)) == [2])
                    }
                }
            }
        }
    }

    @Test("gives nobody a connection in a transaction, or one that listens")
    func leftovers() async throws {
        try await withTestConfiguration { configuration in
            try await withPool(configuration, size: 1) { pool in
                for leftover in ["begin", "begin; select 1"] {
                    let pid = try await pool.withConnection { connection in
                        try await connection.executeScript(leftover)
                        return connection.backendPID
                    }
                    #expect(try await pool.withConnection { $0.backendPID } != pid)
                }
                let pid = try await pool.withConnection { connection in
                    try await connection.listen("jobs")
                    return connection.backendPID
                }
                #expect(try await pool.withConnection { $0.backendPID } != pid)
            }
        }
    }

    @Test("loses no connection to cancelled callers", arguments: [UInt64.random(in: 0...UInt64.max)])
    func noLeak(seed: UInt64) async throws {
        try await withTestConfiguration { configuration in
            try await withPool(configuration, size: 2) { pool in
                var random = SeededGenerator(seed: seed)
                for _ in 0..<200 {
                    let yields = Int.random(in: 0...40, using: &random)
                    let callers = (0..<4).map { value in Task { try await pool.execute(AddOne(value: Int64(value))) } }
                    for _ in 0..<yields { await Task.yield() }
                    for caller in callers { caller.cancel() }
                    for caller in callers { _ = await caller.result }
                }
                // Both can still be had at once.
                try await pool.withConnection { _ in
                    let rows = try await pool.execute(AddOne(value: 1))
                    #expect(rows == [2], "seed \(seed)")
                }
            }
        }
    }

    @Test("has transactions that commit and roll back")
    func transactions() async throws {
        try await withTestConfiguration { configuration in
            try await withConnection(configuration) { try await $0.createItems() }
            try await withPool(configuration, size: 1) { pool in
                try await pool.withTransaction { try await $0.execute(InsertItem(id: 1)) }
                _ = try await postgresError {
                    try await pool.withTransaction { connection in
                        try await connection.execute(InsertItem(id: 2))
                        return try await connection.execute(Divide(by: 0))
                    }
                }
                #expect(try await pool.execute(CountItems()) == [1])
            }
        }
    }

    @Test("waits for its upkeep, refuses when that has ended, and runs once at a time")
    func life() async throws {
        try await withTestConfiguration { configuration in
            let pool = PostgresPool(configuration, size: 1, logger: .silent)
            let early = try await postgresError { try await pool.withConnection(deadline: .milliseconds(10)) { _ in } }
            #expect(early.kind == .poolTimeout && early.description.hasSuffix("run() has not been called"))
            async let waiting = pool.execute(AddOne(value: 1))
            let upkeep = Task { try await pool.run() }
            #expect(try await waiting == [2])
            #expect(try await postgresError { try await pool.run() }.kind == .misuse)

            let late = try await pool.withConnection { connection in
                upkeep.cancel()
                try await upkeep.value
                // The one in use stays usable.
                #expect(try await connection.execute(AddOne(value: 1)) == [2])
                return try await postgresError { try await pool.withConnection { _ in } }
            }
            #expect(late.kind == .poolClosed)
        }
    }

    @Test("comes back with its server, and says little meanwhile")
    func outage() async throws {
        try await withTestServer { server in
            let lines = LogLines()
            let configuration = PostgresConfiguration(server.postgres.conninfo())
            try await withPool(configuration, size: 4, logger: lines.logger) { pool in
                #expect(try await pool.execute(AddOne(value: 1)) == [2])
                try await server.postgres.kill()
                let errors = try await withThrowingTaskGroup(of: PostgresError.self) { group in
                    for _ in 0..<20 {
                        group.addTask {
                            try await postgresError { try await pool.withConnection(deadline: .milliseconds(500)) { _ in } }
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(errors.allSatisfy { $0.kind == .poolTimeout })
                #expect(errors.allSatisfy { $0.description.contains("the last attempt: could not connect") })
                #expect((1...2).contains(lines.count))
                async let waiting = pool.execute(AddOne(value: 2))
                try await server.postgres.start()
                #expect(try await waiting == [3])
            }
        }
    }
}

/// Counts lines at warning or above.
private final class LogLines: Sendable {
    private let lines = Lock(0)

    var count: Int { lines.withLock { $0 } }

    var logger: Logger { Logger(label: "test") { _ in Handler(lines: self.lines) } }

    private struct Handler: LogHandler {
        let lines: Lock<Int>
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.warning

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { lines.withLock { $0 += 1 } }
    }
}
