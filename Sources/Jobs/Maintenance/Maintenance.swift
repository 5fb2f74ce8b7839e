import Foundation
import Postgres
import ServiceLifecycle

/// What every process does for all: promotes due jobs, ends leases that ran out, recovers the jobs of lost processes,
/// passes on requests to cancel, and prunes. Needs no process in particular and no knowledge of kinds.
struct Maintenance: Service {
    let settings: JobSettings
    let pool: PostgresPool
    let lease: LeaseKeeper
    let attempts: RunningAttempts
    let bells: Bells
    let events: JobEvents

    func run() async throws {
        let outage = OutageLog("maintenance", events)
        await cancelWhenGracefulShutdown {
            var nextFullLook = ContinuousClock.now
            var nextPrune = ContinuousClock.now + .seconds(60)
            while !Task.isCancelled {
                let now = ContinuousClock.now
                do {
                    try await upkeep(lookBack: now >= nextFullLook ? .seconds(100 * 365 * 86_400) : .seconds(60))
                    if now >= nextFullLook { nextFullLook = now + .seconds(30) * Double.random(in: 0.75...1.25) }
                    if now >= nextPrune {
                        try await prune()
                        nextPrune = now + .seconds(60)
                    }
                    outage.succeeded()
                } catch {
                    if Task.isCancelled { break }
                    outage.failed(error)
                }
                try? await Task.sleep(for: settings.upkeepInterval * Double.random(in: 0.9...1.1))
            }
        }
    }

    private func upkeep(lookBack: Duration) async throws {
        let incarnation = await lease.incarnation
        var batch = PostgresBatch()
        let timeline = batch.add(NoteTimeline())
        let promotion = batch.add(PromoteDueJobs(lookBack: lookBack, limit: 1000))
        batch.add(EndExpiredLeases())
        // A statement after the one that ends leases, and so with a snapshot that sees them ended.
        let recovery = batch.add(RecoverJobs(limit: 1000))
        let cancels = incarnation.map { batch.add(FindCancelRequests(incarnation: $0)) }
        let results = try await pool.run(batch)
        guard try results[timeline].first == true else { throw PostgresError.leftBehind }
        let promoted = try results[promotion]
        let recovered = try results[recovery]
        if let cancels {
            for attempt in try results[cancels] { attempts.stop(attempt, .cancelRequested) }
        }
        if !promoted.isEmpty { events.emit(.promoted(count: promoted.count)) }
        if !recovered.isEmpty {
            events.emit(.recovered(.init(count: recovered.count, kinds: Set(recovered.map(\.kind)).sorted())))
        }
        try await wake(Set(promoted).union(recovered.map(\.queue)))
    }

    private func wake(_ queues: Set<String>) async throws {
        for queue in queues.sorted() {
            if settings.queues.contains(queue) { bells.ring(queue) }
            _ = try await pool.execute(RingBell(queue: queue))
        }
    }

    private func prune() async throws {
        let statement = PruneJobs(retention: settings.retention, limit: 1000)
        while try await pool.execute(statement).first == 1000 {
            try Task.checkCancellation()
        }
    }
}
