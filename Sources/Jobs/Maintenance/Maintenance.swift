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

    /// What a round is made of. Each stands by itself: one that fails is tried again, and keeps none of the others from its turn.
    private enum Step: String, CaseIterable {
        case promotion, recovery, schedules, batches, permits
        case fullPromotion = "promotion of all"
        case fullRecovery = "recovery of all"
        case cancelRequests = "requests to cancel"
        case orphans = "claims nobody runs"
        case jobsPruned = "pruning of jobs"
        case eventsPruned = "pruning of events"
        case notesPruned = "pruning of notes"
        case batchesPruned = "pruning of batches"
    }

    /// What a round needs to know of those before it.
    private struct Rounds {
        var fullPromotion = Pace()
        var fullRecovery = Pace()
        var orphanLook = Pace()
        var orphans = Orphans()
        var nextPrune = ContinuousClock.now + .seconds(60)
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
        await cancelWhenGracefulShutdown {
            let outages = Step.allCases.reduce(into: [Step: OutageLog]()) { $0[$1] = OutageLog($1.rawValue, events) }
            var rounds = Rounds(patience: settings.upkeepInterval * 10)
            while !Task.isCancelled {
                let hasMore = await goRound(&rounds, outages)
                if !hasMore { try? await Task.sleep(for: settings.upkeepInterval * Double.random(in: 0.9...1.1)) }
            }
        }
    }

    /// True when there is more to do at once.
    private func goRound(_ rounds: inout Rounds, _ outages: [Step: OutageLog]) async -> Bool {
        // Nobody to ask: the steps after the one that found out would wait in vain, each for itself.
        var isAway = false
        /// True when the step has more to do, nil when it failed.
        func take(_ step: Step, _ body: () async throws -> Bool) async -> Bool? {
            guard !isAway, !Task.isCancelled else { return nil }
            do {
                let hasMore = try await body()
                outages[step]?.succeeded()
                return hasMore
            } catch {
                if !Task.isCancelled { outages[step]?.failed(error) }
                switch (error as? PostgresError)?.kind {
                case .connectFailed, .connectionLost, .poolTimeout, .poolClosed: isAway = true
                default: break
                }
                return nil
            }
        }
        /// A short look in every round; and seldom, only when that went well, one that misses nothing.
        func look(
            _ step: Step, _ fullStep: Step, _ full: inout Pace, _ body: (Duration) async throws -> Bool
        ) async -> Bool {
            guard let hasMore = await take(step, { try await body(Self.shortLook) }) else {
                // What comes due before it answers again may by then be older than a short look goes back.
                full.hasten()
                return false
            }
            let start = ContinuousClock.now
            guard full.isDue(at: start) else { return hasMore }
            let fullHasMore = await take(fullStep) { try await body(Self.fullLook) }
            if fullHasMore == true { return true }
            full.ran(from: start, to: .now, pause: .seconds(30) * Double.random(in: 0.75...1.25))
            return hasMore
        }
        var more = [await look(.promotion, .fullPromotion, &rounds.fullPromotion, promote)]
        more.append(await look(.recovery, .fullRecovery, &rounds.fullRecovery, recover))
        _ = await take(.cancelRequests, passOnCancelRequests)
        _ = await take(.permits, returnPermits)
        if attempts.isInDoubt || !rounds.orphans.isClear { rounds.orphanLook.hasten() }
        let start = ContinuousClock.now
        if rounds.orphanLook.isDue(at: start) {
            _ = await take(.orphans) { try await giveBackOrphans(&rounds.orphans) }
            rounds.orphanLook.ran(from: start, to: .now, pause: .seconds(30) * Double.random(in: 0.75...1.25))
        }
        more.append(await take(.schedules) { try await fire(&rounds.schedules) } ?? false)
        more.append(await take(.batches) { try await finish(&rounds.batches) } ?? false)
        if start >= rounds.nextPrune {
            // A transaction each, so that none waits for another's rows while it holds its own.
            let portions = [
                await take(.jobsPruned) { try await prune(PruneJobs(retention: settings.retention, limit: Self.limit)) },
                await take(.eventsPruned) { try await prune(PruneEvents(retention: settings.retention, limit: Self.limit)) },
                await take(.notesPruned) { try await prune(PruneNotes(retention: settings.retention, limit: Self.limit)) },
                await take(.batchesPruned) { try await prune(PruneBatches(retention: settings.retention, limit: Self.limit)) },
            ]
            if portions.contains(true) { more.append(true) } else { rounds.nextPrune = start + .seconds(60) }
        }
        return more.contains(true)
    }

    private func promote(lookBack: Duration) async throws -> Bool {
        var batch = PostgresBatch(transaction: limits)
        let promotion = batch.add(PromoteDueJobs(lookBack: lookBack, limit: Self.limit))
        let promoted = try await pool.run(batch)[promotion]
        if !promoted.isEmpty {
            FaultPoint.afterPromotion.reach()
            events.emit(.promoted(count: promoted.count))
        }
        try await wake(Set(promoted))
        return promoted.count == Self.limit
    }

    private func recover(lookBack: Duration) async throws -> Bool {
        var batch = PostgresBatch(transaction: limits)
        if let judge = await lease.incarnation { batch.add(EndExpiredLeases(judge: judge)) }
        // A statement after the one that ends leases, and so with a snapshot that sees them ended.
        let recovery = batch.add(RecoverJobs(lookBack: lookBack, limit: Self.limit))
        let recovered = try await pool.run(batch, noting: timelines)[recovery]
        if !recovered.isEmpty {
            FaultPoint.afterRecovery.reach()
            events.emit(.recovered(count: recovered.count, kinds: Set(recovered.map(\.kind)).sorted()))
        }
        try await wake(Set(recovered.map(\.queue)))
        return recovered.count == Self.limit
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
        var finished: [FinishedNotice] = []
        defer { for notice in finished { events.emit(.batchFinished(notice.batch)) } }
        do {
            try await batches.finish(through: pool, limits) { finished.append($0) }
        } catch {
            try await wake(Set(finished.compactMap(\.queue)))
            throw error
        }
        try await wake(Set(finished.compactMap(\.queue)))
        return finished.count == Batches.limit
    }

    private func passOnCancelRequests() async throws -> Bool {
        let running = attempts.keys
        guard !running.isEmpty else { return false }
        for attempt in try await pool.execute(FindCancelRequests(attempts: running)) { attempts.stop(attempt, .cancelRequested) }
        return false
    }

    private func returnPermits() async throws -> Bool {
        if try await permits.review() { try await wake(Set(settings.queues)) }
        return false
    }

    private func giveBackOrphans(_ orphans: inout Orphans) async throws -> Bool {
        guard let incarnation = await lease.incarnation else { return false }
        attempts.doubtIsSettled()
        do {
            var look = PostgresBatch(transaction: limits)
            let holding = look.add(FindHeld(incarnation: incarnation))
            let held = try await pool.run(look)[holding]
            let lost = orphans.look(held: held, running: attempts.keys)
            guard !lost.isEmpty else { return false }
            var batch = PostgresBatch(transaction: limits)
            let release = batch.add(ReleaseJobs(attempts: lost))
            events.emit(.orphansReleased(count: try await pool.run(batch)[release].count))
            return false
        } catch {
            attempts.doubt()
            throw error
        }
    }

    /// Removes one portion; true when there may be another.
    private func prune<Pruning: PostgresStatement>(_ statement: Pruning) async throws -> Bool where Pruning.Row == Int64 {
        var batch = PostgresBatch(transaction: limits)
        let count = batch.add(statement)
        return try await pool.run(batch)[count] == [Int64(Self.limit)]
    }

    private var limits: PostgresTransactionOptions {
        PostgresTransactionOptions(statementTimeout: settings.lease / 3, lockTimeout: settings.lease / 8)
    }
}
