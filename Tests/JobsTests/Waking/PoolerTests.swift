@testable import Jobs
import Postgres
import TestSupport
import Testing

/// Invariant 10: behind a pooler in transaction mode everything works that does not need a session, and LISTEN has its own
/// way to the server.
@Suite(.enabled(if: PgBouncer.isInstalled, "pgbouncer is not installed: apt-get install pgbouncer"))
struct PoolerTests {
    @Test func theQueueRunsBehindATransactionPooler() async throws {
        try await QueueHarness.run { queue in
            try await PgBouncer.run(before: queue.database.server, user: QueueHarness.worker) { pooler in
                var database = PostgresConfiguration(pooler.conninfo(database: queue.database.name))
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
            try await PgBouncer.run(before: queue.database.server, user: QueueHarness.worker) { pooler in
                let doorbell = Doorbell(
                    configuration: PostgresConfiguration(pooler.conninfo(database: queue.database.name)), pool: queue.pool,
                    bells: Bells(queues: ["default"]),
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
