import Foundation
import Postgres
import ServiceLifecycle

/// What every process does for all: promotes due jobs, ends leases that ran out, recovers the jobs of lost processes, fires
/// schedules, finishes batches and prunes; and for itself: passes on requests to cancel, and gives back what it holds and does
/// not run. Needs no process in particular and no knowledge of kinds.
struct Maintenance: Service {
    let settings: JobSettings
    let pool: PostgresPool
    let timelines: Timelines
    let lease: LeaseKeeper
    let attempts: RunningAttempts
    let bells: Bells
    let permits: PermitKeeper
    let events: JobEvents

    /// What a round needs to know of those before it.
    private struct Rounds {
        var nextFullLook = ContinuousClock.now
        var nextPrune = ContinuousClock.now + .seconds(60)
        var orphans = Orphans()
        var schedules: Schedules
        var batches: Batches

        /// - Parameter patience: how long what is seldom there may go unnoticed.
        init(patience: Duration) {
            schedules = Schedules(patience: patience)
            batches = Batches(patience: patience)
        }
    }

    /// The most rows of one kind that a round takes.
    private static let limit = 1000
    private static let shortLook = Duration.seconds(60)
    private static let fullLook = Duration.seconds(100 * 365 * 86_400)

    func run() async throws {
        let outage = OutageLog("maintenance", events)
        await cancelWhenGracefulShutdown {
            var rounds = Rounds(patience: settings.upkeepInterval * 10)
            while !Task.isCancelled {
                var hasMore = false
                do {
                    hasMore = try await goRound(&rounds)
                    outage.succeeded()
                } catch {
                    if Task.isCancelled { break }
                    outage.failed(error)
                    // What came due meanwhile may by now be older than a short look goes back.
                    rounds.nextFullLook = .now
                }
                if !hasMore { try? await Task.sleep(for: settings.upkeepInterval * Double.random(in: 0.9...1.1)) }
            }
        }
    }

    /// True when there is more to do at once.
    private func goRound(_ rounds: inout Rounds) async throws -> Bool {
        let now = ContinuousClock.now
        let isFull = now >= rounds.nextFullLook
        var hasMore = try await upkeep(lookBack: isFull ? Self.fullLook : Self.shortLook)
        if isFull, !hasMore { rounds.nextFullLook = now + .seconds(30) * Double.random(in: 0.75...1.25) }
        try await passOnCancelRequests()
        if try await permits.review() { try await wake(Set(settings.queues)) }
        if isFull || attempts.isInDoubt || !rounds.orphans.isClear { try await giveBackOrphans(&rounds.orphans) }
        if try await fire(&rounds.schedules) { hasMore = true }
        if try await finish(&rounds.batches) { hasMore = true }
        if now >= rounds.nextPrune {
            if try await prune() { hasMore = true } else { rounds.nextPrune = now + .seconds(60) }
        }
        return hasMore
    }

    private func upkeep(lookBack: Duration) async throws -> Bool {
        var batch = PostgresBatch(transaction: limits)
        let promotion = batch.add(PromoteDueJobs(lookBack: lookBack, limit: Self.limit))
        if let judge = await lease.incarnation { batch.add(EndExpiredLeases(judge: judge)) }
        // A statement after the one that ends leases, and so with a snapshot that sees them ended.
        let recovery = batch.add(RecoverJobs(lookBack: lookBack, limit: Self.limit))
        let results = try await pool.run(batch, noting: timelines)
        let promoted = try results[promotion]
        let recovered = try results[recovery]
        if !promoted.isEmpty {
            FaultPoint.afterPromotion.reach()
            events.emit(.promoted(count: promoted.count))
        }
        if !recovered.isEmpty {
            FaultPoint.afterRecovery.reach()
            events.emit(.recovered(count: recovered.count, kinds: Set(recovered.map(\.kind)).sorted()))
        }
        try await wake(Set(promoted).union(recovered.map(\.queue)))
        return promoted.count == Self.limit || recovered.count == Self.limit
    }

    private func wake(_ queues: Set<String>) async throws {
        for queue in queues.sorted() {
            bells.ring(queue)
            _ = try await pool.execute(RingBell(queue: queue))
        }
    }

    private func fire(_ schedules: inout Schedules) async throws -> Bool {
        let fired = try await schedules.fire(through: pool, limits)
        for schedule in fired { events.emit(.scheduleFired(name: schedule.name, job: schedule.job)) }
        try await wake(Set(fired.map(\.queue)))
        return fired.count == Schedules.limit
    }

    private func finish(_ batches: inout Batches) async throws -> Bool {
        let finished = try await batches.finish(through: pool, limits)
        for notice in finished { events.emit(.batchFinished(notice.batch)) }
        try await wake(Set(finished.compactMap(\.queue)))
        return finished.count == Batches.limit
    }

    private func passOnCancelRequests() async throws {
        let running = attempts.keys
        guard !running.isEmpty else { return }
        for attempt in try await pool.execute(FindCancelRequests(attempts: running)) { attempts.stop(attempt, .cancelRequested) }
    }

    private func giveBackOrphans(_ orphans: inout Orphans) async throws {
        guard let incarnation = await lease.incarnation else { return }
        attempts.doubtIsSettled()
        do {
            let held = try await pool.execute(FindHeld(incarnation: incarnation))
            let lost = orphans.look(held: held, running: attempts.keys)
            guard !lost.isEmpty else { return }
            var batch = PostgresBatch(transaction: limits)
            let release = batch.add(ReleaseJobs(attempts: lost))
            events.emit(.orphansReleased(count: try await pool.run(batch)[release].count))
        } catch {
            attempts.doubt()
            throw error
        }
    }

    /// Removes one portion; true when there may be another.
    private func prune() async throws -> Bool {
        var batch = PostgresBatch(transaction: limits)
        let jobs = batch.add(PruneJobs(retention: settings.retention, limit: Self.limit))
        let events = batch.add(PruneEvents(retention: settings.retention, limit: Self.limit))
        let notes = batch.add(PruneNotes(retention: settings.retention, limit: Self.limit))
        batch.add(PruneBatches(retention: settings.retention, limit: Self.limit))
        let results = try await pool.run(batch)
        return try [results[jobs], results[events], results[notes]].contains([Int64(Self.limit)])
    }

    private var limits: PostgresTransactionOptions {
        PostgresTransactionOptions(statementTimeout: settings.lease / 3, lockTimeout: settings.lease / 8)
    }
}
