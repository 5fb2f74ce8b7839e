@testable import Jobs
import Postgres
import TestSupport
import Testing

/// Invariant 4: settling holds no row hostage, and no row in somebody else's hands holds up the others.
@Suite struct HostageTests {
    @Test func aSettlementLimitsItselfWithinTheLease() async throws {
        try await QueueHarness.run { queue in
            try await queue.enqueue(Scripted.kind)
            let job = try await queue.claim(for: try await queue.begin())[0]
            var effect = Effect()
            effect.statements.add(NoteLimits(job: job.id))
            let settler = Settler(pool: queue.pool, lease: .seconds(12))
            #expect(try await settler.commit(effect, for: job.key) == .done)
            let limits = try await queue.ask("select subject from fieldwork_store.effects")
            #expect(limits == "3s 1500ms 3s")
            // And leaves no trace in the session.
            #expect(try await queue.ask("select current_setting('statement_timeout')") == "0")
        }
    }

    @Test func aLockedRowKeepsNobodyElseWaiting() async throws {
        try await QueueHarness.run { queue in
            let gate = Gate()
            let parts = queue.parts([Scripted.waiting(at: gate)]) { $0.concurrency = 20 }
            try await queue.process(parts) {
                try await queue.run(
                    "insert into fieldwork_jobs.jobs (queue, kind) select 'default', 'scripted' from generate_series(1, 20)")
                for _ in 1...20 { await gate.untilReached() }
                // Two, because the first to be settled may be alone in its batch.
                let hostages: [Int64] = [7, 8]
                let release = Gate()
                try await withThrowingTaskGroup { group in
                    group.addTask {
                        try await queue.pool.withTransaction { connection in
                            try await connection.executeScript("select from fieldwork_jobs.jobs where id in (7, 8) for update")
                            try await release.arrive()
                        }
                    }
                    await release.untilReached()
                    for _ in 1...20 { gate.open() }
                    try await queue.wait(for: "all others") {
                        try await queue.count("select from fieldwork_jobs.jobs where state = 'completed'") == 18
                    }
                    for hostage in hostages { #expect(try await queue.state(of: hostage).state == "running") }
                    release.open()
                    try await group.waitForAll()
                }
                for hostage in hostages { try await queue.wait(for: hostage) { $0.state == "completed" } }
            }
            #expect(try await queue.count("select from fieldwork_jobs.jobs where attempt <> 1") == 0)
        }
    }

    /// The process dies when half of its settlement is sent: the results are not written, and the job is free to be recovered.
    @Test func aSettlementCutInHalfWritesNothingAndLetsGo() async throws {
        try await QueueHarness.run { queue in
            try await WireProxy.run(to: queue.database.server) { proxy in
                try await queue.enqueue(Scripted.kind)
                let process = try await queue.begin()
                let job = try await queue.claim(for: process)[0]
                let pool = PostgresPool(queue.configuration(proxy), size: 1, logger: .silent)
                let settler = Settler(pool: pool, lease: .seconds(15))
                try await withThrowingTaskGroup { group in
                    group.addTask { try await pool.run() }
                    proxy.plan(.cutShort(marker: "WriteEffect", before: "commit"))
                    group.addTask { _ = try? await settler.commit(queue.effect(of: job), for: job.key) }
                    try await queue.wait(for: "the cut") { proxy.accidents == 1 }
                    try await queue.wait(for: "the fence") { try await queue.isLocked(job.id) }
                    proxy.turn(.severed)
                    try await queue.wait(for: "the server to let go of the row") { try await !queue.isLocked(job.id) }
                    group.cancelAll()
                }
                #expect(try await queue.count("select from fieldwork_store.effects") == 0)
                try await queue.expire(process)
                try await queue.recover()
                #expect(try await queue.state(of: job.id).state == "available")
            }
        }
    }
}

struct NoteLimits: PostgresStatement {
    let job: Int64
    static let sql = """
        insert into fieldwork_store.effects (job_id, kind, subject)
        select $1, 'test', concat_ws(' ', current_setting('statement_timeout'), current_setting('lock_timeout'),
            current_setting('idle_in_transaction_session_timeout'))
        """
    func bind(to parameters: inout PostgresParameters) { parameters.append(job) }
}
