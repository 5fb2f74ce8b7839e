package import Foundation
package import Postgres

/// Takes ready jobs of one queue. One claimer, one loop: it is not shared.
package struct Claimer {
    /// The most jobs of one claim: more would hold their rows' locks for long and gain nothing.
    static let limit = 500

    let queue: String
    let pool: PostgresPool
    private(set) var floors: ClaimFloors
    private let sweepInterval: Duration
    private let deadline: Duration
    private var nextSweep = ContinuousClock.now
    private var nextFullSweep = ContinuousClock.now
    /// A sweep was due at the last claim, and that found enough above the floor.
    private var owesSweep = false
    /// When the server began that answered last.
    private var server: PostgresTimestamp?

    package init(queue: String, kinds: [String], pool: PostgresPool, sweepInterval: Duration, deadline: Duration) {
        self.queue = queue
        self.pool = pool
        self.sweepInterval = sweepInterval
        self.deadline = deadline
        floors = ClaimFloors(kinds: kinds)
    }

    /// Claims up to `limit` jobs for the incarnation. `sweeping` says that there is reason to look everywhere: what the caller
    /// was rung for may have committed after the floor had passed it.
    ///
    /// A sweep that is due waits for one claim above the floor, where new jobs are, and for no more than one.
    package mutating func claim(
        _ limit: Int, for incarnation: UUID, sweeping: Bool = false
    ) async throws(PostgresError) -> [ClaimedJob] {
        do {
            let isDue = sweeping || ContinuousClock.now >= nextSweep
            var jobs: [ClaimedJob] = []
            if owesSweep { jobs = try await sweep(limit, for: incarnation) }
            if jobs.count < limit { jobs += try await read(.aboveFloor, limit - jobs.count, for: incarnation) }
            owesSweep = isDue && !owesSweep
            if owesSweep, jobs.isEmpty {
                owesSweep = false
                jobs = try await sweep(limit, for: incarnation)
            }
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
        let jobs = try await read(isFull ? .fullSweep : .sweep, limit, for: incarnation)
        let took = ContinuousClock.now - start
        // A small part of the time, but one slow answer must not put off the next for long.
        nextSweep = start + max(sweepInterval, min(took * 20, .seconds(10)))
        if isFull { nextFullSweep = start + max(.seconds(60), took * 200) * Double.random(in: 0.75...1.25) }
        return jobs
    }

    private mutating func read(
        _ reading: ClaimFloors.Reading, _ limit: Int, for incarnation: UUID
    ) async throws(PostgresError) -> [ClaimedJob] {
        let stretches = floors.stretches(reading)
        if stretches.isEmpty { return [] }
        // The one place where a commit need not wait for the disk. A claim that a crash of the server forgets is a job that is
        // ready again, under a token that is not the forgotten one.
        var batch = PostgresBatch(
            transaction: PostgresTransactionOptions(statementTimeout: deadline, commitsSynchronously: false))
        let position = batch.add(ReadPosition())
        let transactions = batch.add(ReadTransactions())
        let claim = batch.add(ClaimJobs(incarnation: incarnation, queue: queue, lanes: stretches, limit: limit))
        let results = try await pool.run(batch, deadline: deadline)
        let rows = try results[claim]
        let jobs = rows.compactMap { $0 }.sorted {
            ($0.lane.priority, $0.lane.lane, $0.position) < ($1.lane.priority, $1.lane.lane, $1.position)
        }
        // No row: the lease is not held, and the lines were not read.
        if !rows.isEmpty, let position = try results[position].first, let transactions = try results[transactions].first {
            defer { server = transactions.server }
            guard transactions.server == server ?? transactions.server else {
                // A failover that cost no claim an error: another connection, and positions may be handed out again.
                floors.reset()
                return jobs
            }
            floors.took(
                jobs.map { ($0.lane, $0.position) }, by: reading, cameShort: jobs.count < limit,
                at: .init(position: position, oldestRunning: transactions.oldest, nextTransaction: transactions.next))
        }
        return jobs
    }
}
