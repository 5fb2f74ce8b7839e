import EmbeddedPostgres
import Foundation
import Glibc
@testable import Jobs
import Postgres
import TestSupport
import Testing

/// Invariant 3 once more: nobody loses a job because the database was away.
@Suite struct OutageTests {
    enum Outage: String, CaseIterable, Sendable { case stopped, killed }

    @Test(arguments: Outage.allCases)
    func aServerThatIsAwayForLongerThanALeaseCostsNobodyAJob(_ outage: Outage) async throws {
        try await withTestServer { server in
            try await QueueHarness.run(on: server) { queue in
                let runs = Counter()
                let gate = Gate()
                let parts = queue.parts([
                    Scripted { context in
                        if runs.next() == 1 { try await gate.arrive() }
                        return .effect(of: context)
                    }
                ]) { $0.lease = .seconds(3) }
                try await queue.process(parts) {
                    let running = try await queue.enqueue(Scripted.kind)
                    await gate.untilReached()
                    let waiting = try await queue.enqueue(Scripted.kind) { $0.delay = .seconds(3600) }
                    let bystander = try await queue.begin(lease: .seconds(3))
                    let incarnation = await parts.lease.incarnation

                    switch outage {
                    case .stopped: try await server.postgres.stop(.fast)
                    case .killed: try await server.postgres.kill()
                    }
                    // The process's own lease, and so the bystander's, which began with it or before.
                    try await queue.wait(for: "the lease to lapse") { await parts.lease.incarnation == nil }
                    try await server.postgres.start()

                    let row = try await queue.wait(for: running) { $0.state == "completed" }
                    #expect(row.attempt == 1)
                    #expect(row.deaths == 0)
                    #expect(await parts.lease.incarnation == incarnation)
                    #expect(try await queue.state(of: waiting).state == "scheduled")
                    #expect(try await queue.count("select from fieldwork_jobs.job_events where event = 'recovered'") == 0)
                    #expect(runs.count == 2)
                    #expect(try await queue.count("select from fieldwork_store.effects") == 1)

                    try await queue.waitUntilJudged(bystander)
                    #expect(try await queue.wasGivenAFullLease(bystander))
                }
            }
        }
    }

    /// The postmaster stays and starts everything else anew: its own start time tells nothing.
    @Test func aCrashOfAllSessionsGivesEverybodyAFullLease() async throws {
        try await withTestServer { server in
            try await QueueHarness.run(on: server) { queue in
                try await queue.process(queue.parts([])) {
                    let bystander = try await queue.begin(lease: .seconds(2))
                    let started = try await queue.ask("select pg_postmaster_start_time()")
                    try await queue.run(
                        "update fieldwork_jobs.incarnations set lease_until = clock_timestamp() where id = '\(bystander)'")
                    let victim = pid_t(
                        try await queue.ask("select pid from pg_stat_activity where backend_type = 'client backend' limit 1"))!
                    #expect(kill(victim, SIGKILL) == 0)
                    try await queue.waitUntilJudged(bystander)
                    #expect(try await queue.ask("select pg_postmaster_start_time()") == started)
                    #expect(try await queue.wasGivenAFullLease(bystander))
                }
            }
        }
    }

    @Test func aPromotionGivesEverybodyAFullLeaseAndTheServerLeftBehindIsRefused() async throws {
        try await withTestServer(parameters: ["wal_level": "replica"]) { promoted in
            try await withTestServer { leftBehind in
                try await QueueHarness.run(on: promoted) { queue in
                    try await WireProxy.run(to: promoted.postgres) { proxy in
                        let parts = queue.parts([Scripted { .effect(of: $0) }], through: proxy) { $0.lease = .seconds(3) }
                        try await queue.process(parts) {
                            try await queue.wait(for: "a first claim") { parts.progress.isClaiming }
                            let bystander = try await queue.begin(lease: .seconds(3))
                            let incarnation = await parts.lease.incarnation

                            try await promoted.becomeStandby()
                            try await queue.wait(for: "the lease to lapse") { await parts.lease.incarnation == nil }
                            try await queue.run("select pg_promote()")
                            let job = try await queue.enqueue(Scripted.kind)
                            try await queue.wait(for: job) { $0.state == "completed" }
                            #expect(await parts.lease.incarnation == incarnation)
                            #expect(try await queue.ask("select fieldwork_jobs.note_server()") == "2")
                            try await queue.waitUntilJudged(bystander)
                            #expect(try await queue.wasGivenAFullLease(bystander))

                            // A server that knows nothing of the promotion, with a ready job in a database of the same name.
                            try await leftBehind.withCopy(named: queue.database.name) { other in
                                try await other.executeScript(
                                    "insert into fieldwork_jobs.jobs (queue, kind) values ('default', 'scripted')")
                                proxy.lead(to: leftBehind.postgres)
                                try await queue.wait(for: "the lease to lapse") { await parts.lease.incarnation == nil }
                                try await queue.wait(for: "the reason") {
                                    queue.log.lines("database did not answer").contains {
                                        $0.metadata["reason"]?.contains("timeline is lower") ?? false
                                    }
                                }
                                proxy.lead(to: promoted.postgres)
                                let next = try await queue.enqueue(Scripted.kind)
                                try await queue.wait(for: next) { $0.state == "completed" }
                                #expect(try await other.execute(CountTaken()) == [0])
                            }
                        }
                    }
                }
            }
        }
    }

    /// A switch that fails in front of the database cuts off everybody. Whoever is back first must not bury the others.
    @Test func aProcessThatWasCutOffJudgesNobodyUntilItHasHeldALeaseAgain() async throws {
        try await QueueHarness.run { queue in
            try await WireProxy.run(to: queue.database.server) { proxy in
                let parts = queue.parts([], through: proxy) { $0.lease = .seconds(2) }
                try await queue.process(parts) {
                    try await queue.wait(for: "a lease") { await parts.lease.incarnation != nil }
                    proxy.turn(.severed)
                    try await queue.wait(for: "the lease to lapse") { await parts.lease.incarnation == nil }
                    let other = try await queue.begin(lease: .seconds(2))
                    try await queue.expire(other)
                    let healed = try await queue.ask("select clock_timestamp()")
                    proxy.turn(.fair)
                    try await queue.waitUntilJudged(other)
                    #expect(
                        try await queue.holds(
                            """
                            (select ended_at >= '\(healed)'::timestamptz + interval '2 seconds'
                             from fieldwork_jobs.incarnations where id = '\(other)')
                            """))
                }
            }
        }
    }
}

extension QueueHarness {
    fileprivate func waitUntilJudged(_ incarnation: UUID) async throws {
        try await wait(for: "judgement") {
            // While the server is away nobody can say.
            (try? await holds("(select ended_at is not null from fieldwork_jobs.incarnations where id = '\(incarnation)')"))
                ?? false
        }
    }

    /// The incarnation was not ended before one lease had passed since the server, as it runs now, was first seen.
    fileprivate func wasGivenAFullLease(_ incarnation: UUID) async throws -> Bool {
        try await holds(
            """
            (select i.ended_at >= r.seen_at + i.lease and i.lease_until < r.seen_at + i.lease
             from fieldwork_jobs.incarnations i, (select max(seen_at) as seen_at from fieldwork_jobs.server_runs) r
             where i.id = '\(incarnation)')
            """)
    }
}

extension TestServer {
    /// Restarts the server as a standby of nobody, which can be promoted.
    fileprivate nonisolated func becomeStandby() async throws {
        try await postgres.stop(.fast)
        try "".write(toFile: "\(postgres.socketDirectory)/data/standby.signal", atomically: false, encoding: .utf8)
        try await postgres.start()
    }

    /// Gives `body` a connection to a migrated database of that name.
    fileprivate nonisolated func withCopy(
        named name: String, _ body: @Sendable (isolated PostgresConnection) async throws -> Void
    ) async throws {
        try await withDatabase { original in
            try await PostgresConnection.withConnection(PostgresConfiguration(postgres.conninfo()), logger: .silent) {
                connection in
                try await connection.executeScript("create role \(QueueHarness.worker) login in role fieldwork_worker")
                try await connection.executeScript("create database \(name) template \(original.name)")
            }
            try await PostgresConnection.withConnection(
                PostgresConfiguration(postgres.conninfo(database: name)), logger: .silent, body)
        }
    }
}

struct CountTaken: PostgresStatement {
    static let sql = "select count(*) from fieldwork_jobs.jobs where state <> 'available'"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
