import Foundation
import Postgres

/// Takes ready jobs of one queue. One claimer, one loop: it is not shared.
struct Claimer {
    let queue: String
    let pool: PostgresPool
    private var floors: ClaimFloors
    private let sweepInterval: Duration
    private var nextSweep = ContinuousClock.now
    private var nextFullSweep = ContinuousClock.now

    init(queue: String, kinds: [String], pool: PostgresPool, sweepInterval: Duration) {
        self.queue = queue
        self.pool = pool
        self.sweepInterval = sweepInterval
        floors = ClaimFloors(kinds: kinds)
    }

    /// Claims up to `limit` jobs for the incarnation. Sweeps first when a sweep is due.
    mutating func claim(_ limit: Int, for incarnation: UUID) async throws(PostgresError) -> [ClaimedJob] {
        do {
            var jobs: [ClaimedJob] = []
            if ContinuousClock.now >= nextSweep { jobs = try await sweep(limit, for: incarnation) }
            if jobs.count < limit {
                jobs += try await read(floors.stretches(.aboveFloor), limit - jobs.count, for: incarnation, observing: false).jobs
            }
            jobs.forEach { floors.claimed($0) }
            return jobs
        } catch {
            // A new connection may lead to a promoted standby, where positions are handed out again.
            floors.reset()
            throw error
        }
    }

    private mutating func sweep(_ limit: Int, for incarnation: UUID) async throws(PostgresError) -> [ClaimedJob] {
        let start = ContinuousClock.now
        let isFull = start >= nextFullSweep
        let stretches = floors.stretches(isFull ? .fullSweep : .sweep)
        let (jobs, horizon) = try await read(stretches, limit, for: incarnation, observing: true)
        if let horizon { floors.swept(at: horizon, leftNothing: jobs.count < limit) }
        let took = ContinuousClock.now - start
        nextSweep = start + max(sweepInterval, took * 20)
        if isFull { nextFullSweep = start + max(.seconds(60), took * 200) * Double.random(in: 0.75...1.25) }
        return jobs
    }

    private func read(
        _ stretches: [ClaimFloors.Stretch], _ limit: Int, for incarnation: UUID, observing: Bool
    ) async throws(PostgresError) -> (jobs: [ClaimedJob], horizon: ClaimFloors.Horizon?) {
        // A lost claim is a job that is ready again: the one place where a commit need not wait for the disk.
        var batch = PostgresBatch(transaction: PostgresTransactionOptions(commitsSynchronously: false))
        let seen = observing ? (position: batch.add(ReadPosition()), transactions: batch.add(ReadTransactions())) : nil
        let claim = batch.add(ClaimJobs(incarnation: incarnation, queue: queue, lanes: stretches, limit: limit))
        let results = try await pool.run(batch)
        let jobs = try results[claim].sorted {
            ($0.lane.priority, $0.lane.lane, $0.position) < ($1.lane.priority, $1.lane.lane, $1.position)
        }
        guard let seen, let position = try results[seen.position].first, let transactions = try results[seen.transactions].first
        else { return (jobs, nil) }
        return (
            jobs,
            ClaimFloors.Horizon(position: position, oldestRunning: transactions.oldest, nextTransaction: transactions.next)
        )
    }
}
