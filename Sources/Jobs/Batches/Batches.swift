import Postgres

/// Notices that batches are finished, as every process does: whoever comes first enqueues each one's follow-up.
struct Batches: Sendable {
    /// How long a batch that was just sealed may go unnoticed where none was open before.
    private let patience: Duration
    private var nextLook = ContinuousClock.now

    static let limit = 100

    init(patience: Duration) { self.patience = patience }

    /// Looks in every round while a batch is open, and seldom otherwise; and for no more than a small part of the time, for dead
    /// rows make a look slow that is kept up by a snapshot.
    ///
    /// - Returns: those that this call finished.
    mutating func finish(
        through pool: PostgresPool, _ limits: PostgresTransactionOptions
    ) async throws(PostgresError) -> [FinishedNotice] {
        let start = ContinuousClock.now
        guard start >= nextLook else { return [] }
        var batch = PostgresBatch(transaction: limits)
        let finishing = batch.add(FinishBatches(limit: Self.limit))
        let open = batch.add(FindOpenBatch())
        let results = try await pool.run(batch)
        let took = ContinuousClock.now - start
        nextLook = start + (try results[open] == [true] ? min(took * 20, .seconds(10)) : patience)
        return try results[finishing]
    }
}
