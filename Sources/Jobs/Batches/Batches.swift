import Postgres

/// Notices that batches are finished, as every process does: whoever comes first enqueues each one's follow-up.
struct Batches: Sendable {
    /// How long a batch that was just sealed may go unnoticed where none was open before.
    private let patience: Duration
    private var nextLook = ContinuousClock.now
    /// Set since looking at all of them at once failed: the batch after which they are looked at one by one.
    private var after: Int64?

    static let limit = 100

    init(patience: Duration) { self.patience = patience }

    /// Looks in every round while a batch is open, and seldom otherwise; and for no more than a small part of the time, for dead
    /// rows make a look slow that is kept up by a snapshot. A batch of too many, or that somebody holds, makes the look fail:
    /// from then on each is looked at by itself until all of them have been, so that it keeps none of the others waiting.
    ///
    /// - Parameter notice: is told of those that this call finished.
    mutating func finish(
        through pool: PostgresPool, _ limits: PostgresTransactionOptions, _ notice: (FinishedNotice) -> Void
    ) async throws(PostgresError) {
        let start = ContinuousClock.now
        guard start >= nextLook else { return }
        // Whatever becomes of this look.
        nextLook = start + patience
        do throws(PostgresError) {
            let hasOpen =
                if let after { try await finishEach(after: after, through: pool, limits, notice) } else {
                    try await finishAll(through: pool, limits, notice)
                }
            let took = ContinuousClock.now - start
            nextLook = start + (hasOpen ? min(took * 20, .seconds(10)) : patience)
        } catch {
            after = after ?? 0
            throw error
        }
    }

    /// True when others are open.
    private func finishAll(
        through pool: PostgresPool, _ limits: PostgresTransactionOptions, _ notice: (FinishedNotice) -> Void
    ) async throws(PostgresError) -> Bool {
        var batch = PostgresBatch(transaction: limits)
        let finishing = batch.add(FinishBatches(limit: Self.limit))
        let open = batch.add(FindOpenBatches(after: 0, limit: 1))
        let results = try await pool.run(batch)
        for finished in try results[finishing] { notice(finished) }
        return try !results[open].isEmpty
    }

    /// Goes on after the one that failed at the next look. True while there are others to be looked at.
    private mutating func finishEach(
        after first: Int64, through pool: PostgresPool, _ limits: PostgresTransactionOptions, _ notice: (FinishedNotice) -> Void
    ) async throws(PostgresError) -> Bool {
        let open = try await pool.execute(FindOpenBatches(after: first, limit: Self.limit))
        for id in open {
            after = id
            var batch = PostgresBatch(transaction: limits)
            let finishing = batch.add(FinishBatches(limit: 1, only: id))
            for finished in try await pool.run(batch)[finishing] { notice(finished) }
        }
        if open.count < Self.limit { after = nil }
        return true
    }
}
