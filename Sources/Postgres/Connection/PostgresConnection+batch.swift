import CLibPQ

extension PostgresConnection {
    /// Runs all statements of a batch in one round trip. If one fails, none has an effect, and its error is thrown.
    ///
    /// - Throws: ``PostgresError``; for a batch with ``PostgresBatch/transaction``, kind `commitUnknown` if the connection was
    ///   lost, or the deadline missed, when COMMIT was under way.
    public func run(_ batch: PostgresBatch, deadline: Duration? = nil) async throws(PostgresError) -> PostgresBatchResults {
        guard !batch.isEmpty else { return PostgresBatchResults(batch: batch, offset: 0, results: []) }
        guard let options = batch.transaction else {
            let results = try await roundTrip(within: deadline) { () async throws(PostgresError) in
                try await atomically(batch, commits: false)
            }
            return PostgresBatchResults(batch: batch, offset: 0, results: results)
        }
        var framed = options.opening
        let offset = framed.count
        framed.append(contentsOf: batch)
        framed.add("commit")
        let results = try await roundTrip(within: deadline) { [framed] () async throws(PostgresError) in
            try checkNoTransaction()
            return try await atomically(framed, commits: true)
        }
        return PostgresBatchResults(batch: framed, offset: offset, results: results)
    }

    /// Runs a pipeline and leaves no trace of it if it fails. Repeats it once if a prepared statement was out of date.
    func atomically(_ batch: PostgresBatch, commits: Bool) async throws(PostgresError) -> [ServerResult] {
        guard transactionStatus == PQTRANS_IDLE else { return try await pipeline(batch, commits: false) }
        let before = prepared
        do throws(PostgresError) {
            return try await pipeline(batch, commits: commits)
        } catch {
            if transactionStatus != PQTRANS_IDLE { await rollBack() }
            let wasStale = before.contains { key, _ in prepared[key] == nil }
            guard wasStale, isUsable else { throw error }
        }
        return try await pipeline(batch, commits: commits)
    }

    // MARK: Pipeline

    /// How an entry is sent: by name, after its preparation if the name is new, or in full if there is no name.
    private struct Step {
        let statement: PreparedStatement?
        let isNew: Bool
    }

    /// Sends all entries and one sync, and reads all results. With `commits`, the last entry is COMMIT.
    private func pipeline(_ batch: PostgresBatch, commits: Bool) async throws(PostgresError) -> [ServerResult] {
        if let rejection = batch.rejection { throw rejection }
        let steps = try plan(batch)
        try check(PQenterPipelineMode(handle))
        for (step, entry) in zip(steps, batch.entries) { try send(step, entry, batch.parameters) }
        try check(PQpipelineSync(handle))
        flush()
        var outcome = PipelineOutcome(commits: commits, count: steps.count)
        do throws(PostgresError) {
            for (step, entry) in zip(steps, batch.entries) {
                if step.isNew {
                    if !isResultReady { try await resultHasArrived() }
                    if try takeResult(of: entry, &outcome) != nil { prepared[entry.command.key] = step.statement }
                }
                if !isResultReady { try await resultHasArrived() }
                if let result = try takeResult(of: entry, &outcome) { outcome.results.append(result) }
                outcome.entriesRead += 1
            }
            guard try await nextResult()?.status == PGRES_PIPELINE_SYNC else { throw connectionLost() }
        } catch {
            throw outcome.isDecided ? outcome.failure ?? error : error.leavingCommitUnknown
        }
        try check(PQexitPipelineMode(handle))
        if let failure = outcome.failure { throw failure }
        return outcome.results
    }

    /// Names the statements; those that are new are prepared where they are first needed.
    private func plan(_ batch: PostgresBatch) throws(PostgresError) -> [Step] {
        guard configuration.preparesStatements else {
            return Array(repeating: Step(statement: nil, isNew: false), count: batch.count)
        }
        var steps: [Step] = []
        steps.reserveCapacity(batch.count)
        var new: [Command.Key: PreparedStatement] = [:]
        for entry in batch.entries {
            let key = entry.command.key
            let slots = batch.parameters.slots[entry.slots]
            if let known = prepared[key] ?? new[key] {
                do throws(PostgresError) { try known.checkTypes(slots) } catch { throw error.naming(entry.command.name) }
                steps.append(Step(statement: known, isNew: false))
            } else {
                let statement = newStatement(entry.command.name, slots)
                new[key] = statement
                steps.append(Step(statement: statement, isNew: true))
            }
        }
        return steps
    }

    private func send(
        _ step: Step, _ entry: PostgresBatch.Entry, _ parameters: PostgresParameters
    ) throws(PostgresError) {
        let command = entry.command
        if let statement = step.statement {
            if step.isNew { try check(sendPrepare(statement.name, command.sql, parameters, entry.slots)) }
            try check(sendPrepared(statement.name, parameters, entry.slots, command.format))
        } else {
            try check(sendUnnamed(command.sql, parameters, entry.slots, command.format))
        }
    }

    /// Once the first result has come, most have. Asking first spares the machinery of an asynchronous call for each.
    private var isResultReady: Bool { failure == nil && PQisBusy(handle) == 0 }

    /// Takes the result of the next step; nil if it failed or was skipped.
    private func takeResult(
        of entry: PostgresBatch.Entry, _ outcome: inout PipelineOutcome
    ) throws(PostgresError) -> ServerResult? {
        guard let pointer = PQgetResult(handle) else { throw connectionLost() }
        let result = ServerResult(pointer)
        guard !result.isCopy else { throw PostgresError(.misuse, reason: "COPY cannot be part of a batch") }
        if result.isError {
            let error = error(in: result).naming(entry.command.name)
            if error.isStalePlan { prepared[entry.command.key] = nil }
            outcome.note(error)
            // Nothing comes after the error that ends the session.
            if error.kind == .connectionLost { throw error }
        }
        // A nil separates the step from the next.
        if let more = PQgetResult(handle) {
            PQclear(more)
            throw PostgresError(.connectionLost, reason: "the server sent more than one result for a statement of a batch")
        }
        return result.isError || result.status == PGRES_PIPELINE_ABORTED ? nil : result
    }
}

/// What is known of a pipeline while its results come in.
private struct PipelineOutcome {
    var results: [ServerResult] = []
    /// The error of the first statement that failed; the ones behind it were skipped.
    private(set) var failure: PostgresError?
    /// Whether the server has said that there will be no COMMIT, or none was asked for.
    private(set) var isDecided: Bool
    var entriesRead = 0
    private let count: Int

    init(commits: Bool, count: Int) {
        isDecided = !commits
        self.count = count
        results.reserveCapacity(count)
    }

    mutating func note(_ error: PostgresError) {
        failure = failure ?? error
        // The end of the session in answer to COMMIT may be that of the wait for a standby, when the transaction is
        // committed already; in answer to anything before it, it is the end of the transaction too.
        let isBeforeCommit = entriesRead < count - 1
        if error.kind == .server || error.sqlState != nil && isBeforeCommit { isDecided = true }
    }
}
