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
        var batch = PostgresBatch(transaction: limits)
        let firing = batch.add(FireSchedules(limit: Self.limit))
        let waiting = batch.add(AwaitSchedule())
        let results = try await pool.run(batch)
        let fired = try results[firing]
        nextLook = now + max(.zero, min(patience, try results[waiting].first.flatMap { $0 } ?? patience))
        return fired
    }
}
