package import Foundation
package import Postgres

/// Takes ready jobs of one queue. One claimer, one loop: it is not shared.
package struct Claimer {
    /// The most jobs of one claim: more would hold their rows' locks for long and gain nothing.
    static let limit = 500

    let queue: String
    let pool: PostgresPool
    let permits: PermitKeeper
    private(set) var floors: ClaimFloors
    private let sweepInterval: Duration
    private let deadline: Duration
    private var nextSweep = ContinuousClock.now
    private var nextFullSweep = ContinuousClock.now
    /// A sweep was due at the last claim, and that found enough above the floor.
    private var owesSweep = false
    /// The last claim did not come to the end of a line: those who share it are to be known.
    private var hasBacklog = false
    /// When the server began that answered last.
    private var server: PostgresTimestamp?
    /// What limits and partitions there are was read once.
    private var isInformed = false

    package init(
        queue: String, kinds: [String], pool: PostgresPool, permits: PermitKeeper, sweepInterval: Duration, deadline: Duration
    ) {
        self.queue = queue
        self.pool = pool
        self.permits = permits
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
        var jobs: [ClaimedJob] = []
        do {
            if !isInformed { try await inform() }
            let isDue = sweeping || ContinuousClock.now >= nextSweep
            if owesSweep { try await sweep(limit, for: incarnation, into: &jobs) }
            if jobs.count < limit { try await read(.aboveFloor, limit, for: incarnation, isRoundDue: isDue, into: &jobs) }
            owesSweep = isDue && !owesSweep
            if owesSweep, jobs.isEmpty {
                owesSweep = false
                try await sweep(limit, for: incarnation, into: &jobs)
            }
            return jobs
        } catch {
            // A new connection may lead to a promoted standby, where positions are handed out again.
            floors.reset()
            permits.doubt()
            for job in jobs { _ = permits.release(job.key) }
            throw error
        }
    }

    private mutating func inform() async throws(PostgresError) {
        var batch = PostgresBatch()
        let (limits, partitions) = (batch.add(ReadLimits()), batch.add(ReadPartitions(queue: queue)))
        let results = try await pool.run(batch, deadline: deadline)
        permits.update(try results[limits])
        floors.register(try results[partitions])
        isInformed = true
    }

    private mutating func sweep(
        _ limit: Int, for incarnation: UUID, into jobs: inout [ClaimedJob]
    ) async throws(PostgresError) {
        let start = ContinuousClock.now
        let isFull = start >= nextFullSweep
        if isFull { permits.doubt() }
        try await read(isFull ? .fullSweep : .sweep, limit, for: incarnation, isRoundDue: false, into: &jobs)
        let took = ContinuousClock.now - start
        // A small part of the time, but one slow answer must not put off the next for long.
        nextSweep = start + max(sweepInterval, min(took * 20, .seconds(10)))
        if isFull { nextFullSweep = start + max(.seconds(60), took * 200) * Double.random(in: 0.75...1.25) }
    }

    /// Reads until it has `limit` jobs or there is no more to be had: lines that nothing could be taken from are looked into,
    /// and what it takes to claim from them is fetched.
    private mutating func read(
        _ reading: ClaimFloors.Reading, _ limit: Int, for incarnation: UUID, isRoundDue: Bool, into jobs: inout [ClaimedJob]
    ) async throws(PostgresError) {
        // A permit may be wanting only once it is known whose jobs there are.
        for _ in 1...3 where jobs.count < limit {
            let stretches = floors.stretches(reading)
            if stretches.isEmpty { return }
            var claim = ClaimReading(
                queue: queue, stretches: stretches, limit: limit - jobs.count,
                reservation: try await permits.reserve(
                    stretches.map(\.lane), in: queue, upTo: limit - jobs.count, for: incarnation))
            let known = floors.order.partitions.count
            let wasRead = try await run(&claim, reading, for: incarnation, isRoundDue: isRoundDue, into: &jobs)
            guard wasRead, jobs.count < limit else { return }
            for line in claim.mixed { floors.crowd(line) }
            var hasMore = !claim.mixed.isEmpty || floors.order.hasLines(ofMoreThan: known)
            if !claim.wanted.isEmpty, try await permits.borrow(claim.wanted, for: claim.needs, by: incarnation) > 0 {
                hasMore = true
            }
            guard hasMore else { return }
        }
    }

    /// One round trip. False when it says nothing about the lines.
    private mutating func run(
        _ claim: inout ClaimReading, _ reading: ClaimFloors.Reading, for incarnation: UUID, isRoundDue: Bool,
        into jobs: inout [ClaimedJob]
    ) async throws(PostgresError) -> Bool {
        // The one place where a commit need not wait for the disk. A claim that a crash of the server forgets is a job that is
        // ready again, under a token that is not the forgotten one.
        var batch = PostgresBatch(
            transaction: PostgresTransactionOptions(statementTimeout: deadline, commitsSynchronously: false))
        let position = batch.add(ReadPosition())
        let transactions = batch.add(ReadTransactions())
        let partitions = isRoundDue || hasBacklog ? batch.add(ReadPartitions(queue: queue)) : nil
        let limits = isRoundDue ? batch.add(ReadLimits()) : nil
        let taking = claim.add(to: &batch, for: incarnation)
        let rows: [ClaimedJob?]
        let results: PostgresBatchResults
        do {
            results = try await pool.run(batch, deadline: deadline)
            rows = try claim.take(results, taking)
        } catch {
            if let reservation = claim.reservation { permits.settle(reservation, reserved: claim.reserved, [], in: queue) }
            throw error
        }
        let claimed = rows.compactMap { $0 }.sorted {
            ($0.lane.priority, $0.lane.lane, $0.position) < ($1.lane.priority, $1.lane.lane, $1.position)
        }
        jobs += claimed
        if let reservation = claim.reservation {
            permits.settle(reservation, reserved: claim.reserved, claimed, in: queue)
        }
        if let limits { permits.update(try results[limits]) }
        // No row: the lease is not held, and the lines were not read.
        guard !rows.isEmpty, let position = try results[position].first, let transactions = try results[transactions].first
        else { return false }
        defer { server = transactions.server }
        guard transactions.server == server ?? transactions.server else {
            // A failover that cost no claim an error: another connection, and positions may be handed out again.
            floors.reset()
            permits.doubt()
            return false
        }
        hasBacklog = claim.remainder == .unknown || !floors.order.crowded.isEmpty
        floors.took(
            claimed.map { ($0.lane, $0.position) }, by: reading, leaving: claim.remainder,
            at: .init(
                position: position, oldestRunning: transactions.oldest, nextTransaction: transactions.next,
                partitions: try partitions.map { key throws(PostgresError) in try results[key] }))
        return true
    }
}
