import struct Foundation.UUID
package import Postgres
import Synchronization

/// Borrows permits and gives them back: what ``Permits`` knows, kept true to the database.
package final class PermitKeeper: Sendable {
    private struct State {
        var permits = Permits()
        var nextReview = ContinuousClock.now
    }

    private let pool: PostgresPool
    private let deadline: Duration
    /// How long a permit may be held and not used.
    private let patience: Duration
    private let state = Mutex(State())

    package init(pool: PostgresPool, deadline: Duration, patience: Duration) {
        self.pool = pool
        self.deadline = deadline
        self.patience = patience
    }

    func update(_ limits: [Limit]) { state.withLock { $0.permits.update(limits) } }

    /// What a claim may take; nil when no limit is about it.
    func reserve(
        _ lines: [ClaimLane], in queue: String, upTo most: Int, for incarnation: UUID
    ) async throws(PostgresError) -> Reservation? {
        let looks = state.withLock { state in
            guard !state.permits.limits.isEmpty else { return false }
            state.permits.begin(incarnation)
            return state.permits.isInDoubt
        }
        if looks { try await look(incarnation) }
        return state.withLock { $0.permits.reserve(lines, in: queue, upTo: most) }
    }

    func settle(_ reservation: Reservation, reserved: [Int], _ jobs: [ClaimedJob], in queue: String) {
        let claimed = jobs.map { ($0.key, $0.lane) }
        state.withLock { $0.permits.settle(reservation, reserved: reserved, claimed, in: queue) }
    }

    /// A job is over. True when others may now run in its place.
    func release(_ job: AttemptKey) -> Bool { state.withLock { $0.permits.release(job) } }

    func doubt() { state.withLock { $0.permits.doubt() } }

    /// Borrows what is free of what is wanted for jobs with these needs; returns how many permits that is.
    ///
    /// What is of no use as long as something else is wanting goes back at once, so that nobody waits for it.
    func borrow(
        _ wanted: [PermitKey: Int], for needs: [[PermitKey]], by incarnation: UUID
    ) async throws(PostgresError) -> Int {
        let keys = wanted.keys.sorted()
        // To be on disk before a job runs by it.
        var batch = PostgresBatch(transaction: PostgresTransactionOptions(statementTimeout: deadline))
        let loan = batch.add(BorrowPermits(incarnation: incarnation, keys: keys, wanted: keys.map { wanted[$0] ?? 0 }))
        do {
            let permits = try await pool.run(batch, deadline: deadline)[loan]
            let useless = state.withLock { state in
                state.permits.lent(permits, to: incarnation)
                return state.permits.takeOutUseless(permits, for: needs)
            }
            if !useless.isEmpty { try await giveBack(useless) }
            return permits.count - useless.count
        } catch {
            doubt()
            throw error
        }
    }

    /// Gives back what was not used for a while. True when there was something.
    func review() async throws(PostgresError) -> Bool {
        let tokens = state.withLock { state in
            guard ContinuousClock.now >= state.nextReview else { return [UUID]() }
            state.nextReview = .now + patience
            return state.permits.surplus()
        }
        if tokens.isEmpty { return false }
        try await giveBack(tokens)
        return true
    }

    /// Asked again at the next review when the answer is lost: the tokens are remembered until then.
    private func giveBack(_ tokens: [UUID]) async throws(PostgresError) {
        _ = try await pool.execute(ReturnPermits(tokens: tokens))
        state.withLock { $0.permits.forget(tokens) }
    }

    private func look(_ incarnation: UUID) async throws(PostgresError) {
        state.withLock { $0.permits.beginLook() }
        do {
            let found = try await pool.execute(FindPermits(incarnation: incarnation))
            state.withLock { $0.permits.endLook(found, for: incarnation) }
        } catch {
            state.withLock { $0.permits.endLook(nil, for: incarnation) }
            throw error
        }
    }
}
