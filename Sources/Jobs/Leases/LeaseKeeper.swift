package import Foundation
package import Postgres
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
    private let attempts: RunningAttempts
    private let progress: Progress
    private let events: JobEvents
    private let outage: OutageLog
    private let newID: @Sendable () -> UUID

    private var term: LeaseTerm?
    /// The term has run out by our own clock and the jobs under it were stopped.
    private var hasLapsed = false

    package init(
        settings: JobSettings, kinds: [String], pool: PostgresPool, attempts: RunningAttempts, progress: Progress,
        events: JobEvents,
        newID: @escaping @Sendable () -> UUID = { UUID() }
    ) {
        self.settings = settings
        self.kinds = kinds
        self.pool = pool
        self.attempts = attempts
        self.progress = progress
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
            while !Task.isCancelled {
                let pause = await self.goRound()
                self.progress.wentRound(.lease)
                try? await Task.sleep(for: pause)
            }
        }
        await end()
    }

    /// One renewal; returns how long to wait for the next.
    private func goRound() async -> Duration {
        let third = settings.lease / 3
        do {
            if let held = term {
                try await renew(held)
            } else {
                try await begin()
            }
            outage.succeeded()
            return third
        } catch {
            outage.failed(error)
            lapseIfDue()
            return min(.milliseconds(500), third)
        }
    }

    private func begin() async throws {
        let id = newID()
        let sentAt = ContinuousClock.now
        let statement = BeginIncarnation(
            id: id, host: settings.host, pid: ProcessInfo.processInfo.processIdentifier, programVersion: settings.programVersion,
            queues: settings.queues, kinds: kinds, lease: settings.lease)
        let deadline = settings.lease / 3
        // Every process notes the timeline before it takes part in judging leases.
        guard try await pool.execute(NoteTimeline(), deadline: deadline).first == true else { throw PostgresError.leftBehind }
        try await pool.execute(statement, deadline: deadline)
        term = LeaseTerm(incarnation: id, lease: settings.lease, sentAt: sentAt)
        hasLapsed = false
        events.emit(.leaseBegun(incarnation: id.uuidString.lowercased()))
    }

    private func renew(_ held: LeaseTerm) async throws {
        let sentAt = ContinuousClock.now
        let deadline = settings.lease / 3
        let id = held.incarnation
        if try await !pool.execute(RenewLease(id: id), deadline: deadline).isEmpty {
            term?.renewed(sentAt: sentAt)
            hasLapsed = false
            return
        }
        term = nil
        attempts.stopAll(.leaseLost, of: id)
        events.emit(.leaseLost(incarnation: id.uuidString.lowercased()))
        try await pool.execute(WithdrawSuspicion(incarnation: id), deadline: deadline)
        try await begin()
    }

    private func lapseIfDue() {
        guard let term, !hasLapsed, !term.isHeld(at: .now) else { return }
        hasLapsed = true
        attempts.stopAll(.leaseLost, of: term.incarnation)
        events.emit(.leaseLapsed(incarnation: term.incarnation.uuidString.lowercased()))
    }

    private func end() async {
        guard let id = term?.incarnation else { return }
        term = nil
        _ = await Shielded.run { [pool] in
            try? await pool.execute(EndIncarnation(id: id), deadline: .seconds(2))
        }
    }
}

extension PostgresError {
    /// The server is on a lower timeline than one seen before: a primary left behind by a failover.
    static var leftBehind: PostgresError {
        PostgresError(.misuse, reason: "this server's timeline is lower than one seen before; connect to the promoted server")
    }
}
