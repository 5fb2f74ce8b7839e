import Postgres

/// Fires the schedules that are due, as every process does: whoever comes first fires each.
struct Schedules: Sendable {
    /// How long a schedule that somebody added may go unnoticed.
    private let patience: Duration
    private var nextLook = ContinuousClock.now

    static let limit = 100

    init(patience: Duration) { self.patience = patience }

    /// Asks the database only when a schedule may be due: when the next is, or when its patience is over.
    ///
    /// - Returns: those that this call fired.
    mutating func fire(
        through pool: PostgresPool, _ limits: PostgresTransactionOptions
    ) async throws(PostgresError) -> [FiredSchedule] {
        let now = ContinuousClock.now
        guard now >= nextLook else { return [] }
        // Whatever becomes of this look.
        nextLook = now + patience
        var batch = PostgresBatch(transaction: limits)
        let firing = batch.add(FireSchedules(limit: Self.limit))
        let waiting = batch.add(AwaitSchedule())
        let results = try await pool.run(batch)
        let fired = try results[firing]
        // One that is due still is one whose job somebody holds: waiting for that again takes a small part of the time only.
        let rest = (ContinuousClock.now - now) * 20
        nextLook = now + min(patience, max(rest, try results[waiting].first.flatMap { $0 } ?? patience))
        return fired
    }
}
