import EmbeddedPostgres
import Foundation
import Glibc
@testable import Jobs
import Postgres
import Subprocess
import SystemPackage
import TestSupport
import Testing

/// Invariant 10: behind a pooler in transaction mode everything works that does not need a session, and LISTEN has its own
/// way to the server.
@Suite(.enabled(if: PgBouncer.isInstalled, "pgbouncer is not installed: apt-get install pgbouncer"))
struct PoolerTests {
    @Test func theQueueRunsBehindATransactionPooler() async throws {
        try await QueueHarness.run { queue in
            try await PgBouncer.run(before: queue) { pooled in
                var database = PostgresConfiguration(pooled)
                database.preparesStatements = false
                var settings = queue.parts([]).settings
                // Only the bell can start them.
                settings.pollFloor = .seconds(3600)
                settings.concurrency = 8
                let runs = Counter()
                let parts = JobParts(
                    settings: settings,
                    catalog: JobCatalog([
                        Scripted { context in
                            let run = runs.next()
                            if run.isMultiple(of: 5), context.job.attempt == 1 { throw Passing() }
                            return run.isMultiple(of: 2) ? .effect(of: context) : .commit(.none)
                        }
                    ]), database: database, directDatabase: queue.configuration(), handlerThreads: 2, isolation: nil,
                    logger: queue.log.logger)
                try await queue.process(parts) {
                    try await queue.wait(for: "a first claim") { parts.progress.isClaiming }
                    for _ in 1...40 {
                        try await queue.enqueue(Scripted.kind)
                        try await queue.run("select fieldwork.wake_v1()")
                    }
                    try await queue.wait(for: "all") {
                        // Those that failed are promoted by upkeep, which rings by itself.
                        try await queue.count("select from fieldwork_jobs.jobs where state <> 'completed'") == 0
                    }
                }
                #expect(queue.log.lines.allSatisfy { $0.message != "database did not answer" })
                // Nothing was left in the sessions that others will get.
                let leak = try await PostgresConnection.withConnection(database, logger: .silent) { connection in
                    try await connection.execute(ShowSession())[0]
                }
                #expect(leak == "0 on 0")
            }
        }
    }

    /// The mistake an operator makes: LISTEN through the pooler is taken and delivers nothing.
    @Test func aListenerBehindThePoolerSaysSo() async throws {
        try await QueueHarness.run { queue in
            try await PgBouncer.run(before: queue) { pooled in
                let doorbell = Doorbell(
                    configuration: PostgresConfiguration(pooled), pool: queue.pool, bells: Bells(queues: ["default"]),
                    probeInterval: .milliseconds(200), logger: .silent, events: JobEvents(logger: queue.log.logger))
                try await withThrowingTaskGroup { group in
                    group.addTask { try await doorbell.run() }
                    try await queue.wait(for: "the complaint") {
                        queue.log.lines("database did not answer").contains {
                            $0.metadata["during"] == "listen" && $0.metadata["reason"]!.contains("direct connection")
                        }
                    }
                    group.cancelAll()
                }
            }
        }
    }
}

struct ShowSession: PostgresStatement {
    static let sql = """
        select concat_ws(' ', current_setting('statement_timeout'), current_setting('synchronous_commit'),
            (select count(*) from pg_prepared_statements))
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

/// A real PgBouncer in transaction mode, on a socket of its own.
enum PgBouncer {
    private static let path = "/usr/sbin/pgbouncer"

    static var isInstalled: Bool { access(path, X_OK) == 0 }

    /// Gives `body` a connection string to the database through the pooler, whose few connections are shared.
    static func run(before queue: QueueHarness, _ body: (String) async throws -> Void) async throws {
        let home = FileManager.default.temporaryDirectory.appending(path: "bouncer-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: home, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o777])
        defer { try? FileManager.default.removeItem(at: home) }
        let directory = home.path(percentEncoded: false)
        chmod(directory, 0o777)
        let configuration = """
            [databases]
            * = host=\(queue.database.server.socketDirectory) port=\(queue.database.server.port) user=\(QueueHarness.worker)
            [pgbouncer]
            listen_addr =
            listen_port = 6432
            unix_socket_dir = \(directory)
            auth_type = any
            pool_mode = transaction
            default_pool_size = 3
            """
        try configuration.write(toFile: "\(directory)/pgbouncer.ini", atomically: false, encoding: .utf8)
        let account = getuid() == 0 ? ["-u", getpwnam("postgres") == nil ? "nobody" : "postgres"] : []
        _ = try await Subprocess.run(
            .path(FilePath(path)), arguments: Arguments(["-q"] + account + ["\(directory)/pgbouncer.ini"]), input: .none,
            output: .discarded, error: .discarded
        ) { execution in
            defer { try? execution.send(signal: .terminate) }
            try await queue.wait(for: "the pooler") { access("\(directory)/.s.PGSQL.6432", F_OK) == 0 }
            try await body("host=\(directory) port=6432 dbname=\(queue.database.name) user=\(QueueHarness.worker)")
        }
    }
}
