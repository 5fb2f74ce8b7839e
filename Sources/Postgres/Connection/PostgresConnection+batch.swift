import CLibPQ

extension PostgresConnection {
    /// Runs all statements of a batch in one round trip. If one fails, none has an effect, and its error is thrown.
    ///
    /// - Throws: ``PostgresError``; for a batch with ``PostgresBatch/transaction``, kind `commitUnknown` if the connection was
    ///   lost, or the deadline missed, when COMMIT was under way.
    public func run(_ batch: PostgresBatch, deadline: Duration? = nil) async throws(PostgresError) -> PostgresBatchResults {
        for entry in batch.entries {
            do throws(PostgresError) {
                try entry.parameters.checkSendable()
            } catch {
                throw error.naming(entry.command.name)
            }
        }
        guard !batch.isEmpty else { return PostgresBatchResults(ids: [], results: []) }
        let opening = batch.transaction?.opening ?? []
        let closing = batch.transaction == nil ? [] : [PostgresBatch.Entry("commit")]
        let results = try await roundTrip(within: deadline) { () async throws(PostgresError) in
            if batch.transaction != nil { try checkNoTransaction() }
            return try await atomically(opening + batch.entries + closing, commits: batch.transaction != nil)
        }
        return PostgresBatchResults(
            ids: batch.entries.map(\.id), results: Array(results.dropFirst(opening.count).dropLast(closing.count)))
    }

    /// Runs a pipeline and leaves no trace of it if it fails. Repeats it once if a prepared statement was out of date.
    func atomically(_ entries: [PostgresBatch.Entry], commits: Bool) async throws(PostgresError) -> [ServerResult] {
        guard transactionStatus == PQTRANS_IDLE else { return try await pipeline(entries, commits: false) }
        let before = prepared
        do throws(PostgresError) {
            return try await pipeline(entries, commits: commits)
        } catch {
            if transactionStatus != PQTRANS_IDLE { await rollBack() }
            let wasStale = entries.contains { before[$0.command.key] != nil && prepared[$0.command.key] == nil }
            guard wasStale, isUsable else { throw error }
        }
        return try await pipeline(entries, commits: commits)
    }

    // MARK: Pipeline

    /// One message to the server that has one result.
    private enum Step {
        case prepare(entry: Int, PreparedStatement)
        /// Without a name the statement is parsed anew.
        case run(entry: Int, name: String?)

        var entry: Int {
            switch self {
            case .prepare(let entry, _), .run(let entry, _): entry
            }
        }
    }

    /// Sends all entries and one sync, and reads all results. With `commits`, the last entry is COMMIT.
    private func pipeline(_ entries: [PostgresBatch.Entry], commits: Bool) async throws(PostgresError) -> [ServerResult] {
        let steps = try plan(entries)
        try check(PQenterPipelineMode(handle))
        for step in steps { try check(send(step, entries[step.entry])) }
        try check(PQpipelineSync(handle))
        flush()
        // Whether the server has said that there will be no COMMIT.
        var isDecided = !commits
        var failed: PostgresError?
        var results: [ServerResult] = []
        results.reserveCapacity(entries.count)
        do throws(PostgresError) {
            for step in steps {
                let result = try await pipelineResult()
                if result.isError {
                    let error = error(in: result).naming(entries[step.entry].command.name)
                    // The end of the session in answer to COMMIT may be that of the wait for a standby, when the
                    // transaction is committed already.
                    let isAnswer = error.kind == .server || error.sqlState != nil && step.entry < entries.count - 1
                    isDecided = isDecided || isAnswer
                    if error.kind == .connectionLost { throw error }
                    if error.isStalePlan { prepared[entries[step.entry].command.key] = nil }
                    failed = error
                } else if result.status != PGRES_PIPELINE_ABORTED {
                    switch step {
                    case .prepare(let entry, let statement): prepared[entries[entry].command.key] = statement
                    case .run: results.append(result)
                    }
                }
            }
            guard try await nextResult()?.status == PGRES_PIPELINE_SYNC else { throw connectionLost() }
        } catch {
            throw isDecided ? failed ?? error : error.leavingCommitUnknown
        }
        try check(PQexitPipelineMode(handle))
        if let failed { throw failed }
        return results
    }

    /// Names the statements, and prepares those that are new where they are first needed.
    private func plan(_ entries: [PostgresBatch.Entry]) throws(PostgresError) -> [Step] {
        var steps: [Step] = []
        steps.reserveCapacity(entries.count)
        var fresh: [Command.Key: PreparedStatement] = [:]
        for (index, entry) in entries.enumerated() {
            guard configuration.preparesStatements else {
                steps.append(.run(entry: index, name: nil))
                continue
            }
            let key = entry.command.key
            let statement: PreparedStatement
            if let known = prepared[key] ?? fresh[key] {
                statement = known
                do throws(PostgresError) {
                    try known.checkTypes(entry.parameters)
                } catch {
                    throw error.naming(entry.command.name)
                }
            } else {
                statement = PreparedStatement(name: newName(entry.command.name), types: entry.parameters.types)
                fresh[key] = statement
                steps.append(.prepare(entry: index, statement))
            }
            steps.append(.run(entry: index, name: statement.name))
        }
        return steps
    }

    private func send(_ step: Step, _ entry: PostgresBatch.Entry) -> Int32 {
        switch step {
        case .prepare(_, let statement): sendPrepare(statement.name, entry.command.sql, entry.parameters)
        case .run(_, let name?): sendPrepared(name, entry.parameters, entry.command.format)
        case .run(_, nil): sendUnnamed(entry.command.sql, entry.parameters, entry.command.format)
        }
    }

    /// The one result of a step, and the nil that separates it from the next.
    private func pipelineResult() async throws(PostgresError) -> ServerResult {
        guard let result = try await nextResult() else { throw connectionLost() }
        guard !result.isCopy else { throw PostgresError(.misuse, reason: "COPY cannot be part of a batch") }
        // Nothing comes after the error that ends the session.
        if result.isError, ServerNotice(result.pointer).endsSession { return result }
        if try await nextResult() != nil {
            throw PostgresError(.connectionLost, reason: "the server sent more than one result for a statement of a batch")
        }
        return result
    }
}
