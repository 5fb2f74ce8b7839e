import CLibPQ

extension PostgresConnection {
    /// Runs `body` in a transaction: COMMIT when it returns, ROLLBACK when it throws.
    ///
    /// Both are sent although the task is cancelled, with a deadline of their own. A body that caught the error of a
    /// statement and returns has nothing to commit any more: the transaction is rolled back, and
    /// ``SQLState/inFailedSQLTransaction`` thrown.
    ///
    /// Transactions do not nest: that is `misuse`.
    ///
    /// - Throws: what `body` throws, or ``PostgresError``; kind `commitUnknown` if the connection was lost, or the deadline
    ///   missed, between COMMIT and its answer.
    @discardableResult
    public func withTransaction<R>(
        _ options: PostgresTransactionOptions = PostgresTransactionOptions(),
        _ body: (isolated PostgresConnection) async throws -> R
    ) async throws -> R {
        try await roundTrip(within: nil) { () async throws(PostgresError) in
            try checkNoTransaction()
            _ = try await atomically(options.opening, commits: false)
        }
        let result: R
        do {
            result = try await body(self)
        } catch {
            try? await roundTrip(within: nil, isShielded: true) { () async throws(PostgresError) in await rollBack() }
            throw error
        }
        try await roundTrip(within: nil, isShielded: true) { () async throws(PostgresError) in try await commit() }
        return result
    }

    func checkNoTransaction() throws(PostgresError) {
        guard transactionStatus == PQTRANS_IDLE else {
            throw PostgresError(.misuse, reason: "a transaction is open on this connection already")
        }
    }

    // MARK: Inside a round trip

    private func commit() async throws(PostgresError) {
        switch transactionStatus {
        case PQTRANS_INTRANS:
            break
        case PQTRANS_INERROR:
            await rollBack()
            var error = PostgresError(
                .server, reason: "a statement of the transaction had failed, so it was rolled back and not committed")
            error.sqlState = .inFailedSQLTransaction
            throw error
        default:
            throw PostgresError(.misuse, reason: "the transaction was ended by its own body")
        }
        do throws(PostgresError) {
            _ = try await simpleQuery("commit")
        } catch {
            throw error.leavingCommitUnknown
        }
    }

    /// Ends what is open of a transaction, whether its task is cancelled or not; closes the connection if that fails.
    func rollBack() async {
        await cancelsHaveReturned()
        guard isUsable, transactionStatus != PQTRANS_IDLE else { return }
        exchange?.isShielded = true
        setDeadline(.now + configuration.roundTripTimeout)
        do throws(PostgresError) {
            _ = try await simpleQuery("rollback")
        } catch {
            failure = failure ?? error
        }
    }
}
