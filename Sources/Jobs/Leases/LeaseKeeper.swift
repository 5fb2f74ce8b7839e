package import Foundation
import Postgres
import ServiceLifecycle

/// Keeps the process's lease, on a connection of its own, and says under which incarnation jobs may be claimed.
///
/// When the lease runs out by the process's own clock, all its jobs are stopped: somebody else may have them. When the
/// database then answers and has not ended the incarnation (an outage counts for nobody), the process goes on under it;
/// otherwise it begins another.
package actor LeaseKeeper: Service {
    private let settings: JobSettings
    private let kinds: [String]
    private let pool: PostgresPool
    private let timelines: Timelines
    private let attempts: RunningAttempts
    private let progress: Progress
    private let bells: Bells
    private let events: JobEvents
    private let outage: OutageLog
    private let newID: @Sendable () -> UUID

    private var term: LeaseTerm?
    /// The term has run out by our own clock and the jobs under it were stopped.
    private var hasLapsed = false
    /// Incarnations of this process that others took for dead, until that is put right.
    private var mourned: [UUID] = []

    init(
        settings: JobSettings, kinds: [String], pool: PostgresPool, timelines: Timelines, attempts: RunningAttempts,
        progress: Progress, bells: Bells, events: JobEvents, newID: @escaping @Sendable () -> UUID = { UUID() }
    ) {
        self.settings = settings
        self.kinds = kinds
        self.pool = pool
        self.timelines = timelines
        self.attempts = attempts
        self.progress = progress
        self.bells = bells
        self.events = events
        self.newID = newID
        outage = OutageLog("lease", events)
    }

    /// The incarnation to claim under, while its lease is held.
    package var incarnation: UUID? {
        guard let term, !hasLapsed, term.isHeld(at: .now) else { return nil }
        return term.incarnation
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.watch() }
                while !Task.isCancelled {
                    let pause = await self.goRound()
                    self.progress.wentRound(.lease)
                    try? await Task.sleep(for: pause)
                }
            }
        }
        await end()
    }

    /// Stops the jobs when the lease runs out, however long a renewal may hang.
    private func watch() async {
        while !Task.isCancelled {
            lapseIfDue()
            let soon = ContinuousClock.now + settings.lease / 20
            try? await Task.sleep(until: max(soon, term?.expiresAt ?? soon))
        }
    }

    /// One renewal; returns how long to wait for the next.
    private func goRound() async -> Duration {
        let third = settings.lease / 3
        let wasHeld = incarnation != nil
        do {
            if let term { try await renew(term) }
            if term == nil { try await begin() }
            // Those who want to claim sleep meanwhile.
            if !wasHeld { for queue in settings.queues { bells.ring(queue) } }
            if !mourned.isEmpty { try await withdrawSuspicion() }
            outage.succeeded()
            return third
        } catch {
            if !Task.isCancelled { outage.failed(error) }
            return min(.milliseconds(500), third)
        }
    }

    private func renew(_ held: LeaseTerm) async throws {
        let sentAt = ContinuousClock.now
        var batch = PostgresBatch(transaction: limits)
        let renewal = batch.add(RenewLease(id: held.incarnation))
        if try await !pool.run(batch, noting: timelines, deadline: deadline)[renewal].isEmpty {
            term?.renewed(sentAt: sentAt)
            events.emit(.leaseRenewed)
            hasLapsed = false
            return
        }
        term = nil
        mourned.append(held.incarnation)
        attempts.stopAll(.leaseLost, of: held.incarnation)
        events.emit(.leaseLost(incarnation: held.incarnation.uuidString.lowercased()))
    }

    private func begin() async throws {
        let id = newID()
        let sentAt = ContinuousClock.now
        var batch = PostgresBatch(transaction: limits)
        batch.add(
            BeginIncarnation(
                id: id, host: settings.host, pid: ProcessInfo.processInfo.processIdentifier,
                programVersion: settings.programVersion, queues: settings.queues, kinds: kinds, lease: settings.lease,
                isReturn: !mourned.isEmpty))
        _ = try await pool.run(batch, noting: timelines, deadline: deadline)
        term = LeaseTerm(incarnation: id, lease: settings.lease, sentAt: sentAt)
        hasLapsed = false
        events.emit(.leaseBegun(incarnation: id.uuidString.lowercased()))
        FaultPoint.leaseBegun.reach()
    }

    private func withdrawSuspicion() async throws {
        var batch = PostgresBatch(transaction: limits)
        for incarnation in mourned { batch.add(WithdrawSuspicion(incarnation: incarnation)) }
        _ = try await pool.run(batch, deadline: deadline)
        mourned = []
    }

    private func lapseIfDue() {
        guard let term, !hasLapsed, !term.isHeld(at: .now) else { return }
        hasLapsed = true
        attempts.stopAll(.leaseLost, of: term.incarnation)
        events.emit(.leaseLapsed(incarnation: term.incarnation.uuidString.lowercased()))
    }

    /// Leaves: gives back what is still held, though nothing should be, and ends the incarnation.
    private func end() async {
        guard let id = term?.incarnation else { return }
        term = nil
        _ = await Shielded.run { [pool, limits, deadline] in
            var batch = PostgresBatch(transaction: limits)
            let held = batch.add(FindHeld(incarnation: id))
            guard let attempts = try? await pool.run(batch, deadline: deadline)[held] else { return }
            batch = PostgresBatch(transaction: limits)
            if !attempts.isEmpty { batch.add(ReleaseJobs(attempts: attempts)) }
            batch.add(EndIncarnation(id: id))
            _ = try? await pool.run(batch, deadline: deadline)
        }
    }

    private var deadline: Duration { settings.lease / 3 }
    private var limits: PostgresTransactionOptions {
        PostgresTransactionOptions(statementTimeout: deadline, lockTimeout: deadline, idleTimeout: deadline)
    }
}
