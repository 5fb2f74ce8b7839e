import Foundation
@testable import Jobs
import Postgres

/// Claims and leases made by hand, for tests that play a process themselves.
extension QueueHarness {
    /// Begins an incarnation that nobody renews.
    func begin(lease: Duration = .seconds(3600)) async throws -> UUID {
        let id = UUID()
        try await pool.execute(
            BeginIncarnation(
                id: id, host: "test", pid: 1, programVersion: "test", queues: ["default"], kinds: [], lease: lease,
                isReturn: false))
        return id
    }

    /// Has the incarnation's lease run out now.
    func expire(_ incarnation: UUID) async throws {
        try await run(
            """
            update fieldwork_jobs.incarnations set lease_until = clock_timestamp() - interval '1 microsecond' where id = '\(incarnation)'
            """)
    }

    /// What upkeep does for the jobs of lost processes.
    func recover() async throws {
        try await run("select fieldwork_jobs.note_server()")
        try await run("update fieldwork_jobs.server_runs set seen_at = '-infinity'")
        _ = try await pool.execute(EndExpiredLeases(judge: try await begin()))
        _ = try await pool.execute(RecoverJobs(lookBack: .seconds(3600), limit: 1000))
    }

    func claim(
        _ kinds: [JobKind] = [Scripted.kind], _ limit: Int = 1, for incarnation: UUID
    ) async throws -> [ClaimedJob] {
        var floors = ClaimFloors(kinds: kinds.map(\.name))
        let lanes = floors.stretches(.aboveFloor)
        return try await pool.execute(
            ClaimJobs(incarnation: incarnation, queue: "default", lanes: lanes, limit: limit)
        ).compactMap { $0 }
    }

    func permits() -> PermitKeeper { PermitKeeper(pool: pool, deadline: .seconds(30), patience: .zero) }

    /// One that sweeps as often as it may.
    func claimer(_ kinds: [JobKind] = [Scripted.kind]) -> Claimer {
        Claimer(
            queue: "default", kinds: kinds.map(\.name), pool: pool, permits: permits(), sweepInterval: .zero,
            deadline: .seconds(30))
    }

    /// Keeps a transaction open, begun with a statement, while `body` runs.
    func holding<R: Sendable>(_ statement: String, _ body: () async throws -> R) async throws -> R {
        let gate = Gate()
        return try await withThrowingTaskGroup { group in
            group.addTask {
                try await pool.withTransaction(PostgresTransactionOptions(isolation: .repeatableRead)) { connection in
                    try await connection.executeScript(statement)
                    try await gate.arrive()
                }
            }
            await gate.untilReached()
            let result = try await body()
            gate.open()
            try await group.waitForAll()
            return result
        }
    }

    var settler: Settler { Settler(pool: pool, lease: .seconds(15)) }

    func effect(of job: ClaimedJob, followUps: [NewJob] = []) -> Effect {
        var effect = Effect(followUps: followUps)
        effect.statements.add(WriteEffect(job: job.id))
        return effect
    }
}
