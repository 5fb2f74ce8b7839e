package import Postgres

/// Ends attempts in the database. Everything it writes is fenced by the attempt's token: when the job is no longer the
/// attempt's, nothing at all is written and the answer is ``SettleResult/stale``.
struct Settler: Sendable {
    let pool: PostgresPool
    /// How long it tries before it gives the attempt up to recovery.
    let patience: Duration

    enum SettleResult: Sendable, Equatable {
        case done
        /// The job was taken away: recovered, cancelled, or settled by another attempt.
        case stale
    }

    /// Writes an effect and completes the job, in one pipelined transaction.
    func commit(_ effect: Effect, for attempt: AttemptKey) async throws(PostgresError) -> SettleResult {
        var batch = PostgresBatch()
        batch.transaction = Self.options
        batch.add(Fence(attempt: attempt))
        batch.append(contentsOf: effect.statements)
        // By key, so that two jobs with the same follow-ups cannot wait for each other.
        for followUp in effect.followUps.sorted(by: { ($0.kind, $0.uniqueKey ?? "") < ($1.kind, $1.uniqueKey ?? "") }) {
            batch.add(EnqueueJob(followUp))
        }
        batch.add(CompleteFenced(attempt: attempt))
        return try await settle(attempt, batch)
    }

    /// Completes jobs that write nothing else. Returns those completed; the others were stale.
    func complete(_ attempts: [AttemptKey]) async throws(PostgresError) -> Set<AttemptKey> {
        let statement = CompleteJobs(attempts: attempts)
        let completed = try await retrying { pool throws(PostgresError) in try await pool.execute(statement) }
        if completed.count == attempts.count { return Set(completed) }
        // An answer may have been lost before a retry: those are completed by their own token.
        var all = Set(completed)
        for attempt in attempts where !all.contains(attempt) {
            if try await state(of: attempt) == "completed" { all.insert(attempt) }
        }
        return all
    }

    /// Records a failure. Returns the job's new state, or nil when the attempt no longer held it.
    func fail(_ attempt: AttemptKey, reason: String, isPermanent: Bool, delay: Duration) async throws(PostgresError) -> String? {
        let statement = FailAttempt(attempt: attempt, reason: reason, isPermanent: isPermanent, delay: delay)
        return try await retrying { pool throws(PostgresError) in try await pool.execute(statement) }.first
    }

    func putBack(
        _ attempt: AttemptKey, _ cause: PutBack.Cause, delay: Duration = .zero
    ) async throws(PostgresError) -> SettleResult {
        let statement = PutBack(attempt: attempt, cause: cause, delay: delay)
        let rows = try await retrying { pool throws(PostgresError) in try await pool.execute(statement) }
        return rows.isEmpty ? .stale : .done
    }

    /// Gives jobs back. Returns those that were still held.
    func release(_ attempts: [AttemptKey]) async throws(PostgresError) -> [AttemptKey] {
        guard !attempts.isEmpty else { return [] }
        let statement = ReleaseJobs(attempts: attempts)
        return try await retrying { pool throws(PostgresError) in try await pool.execute(statement) }
    }

    private static let options = PostgresTransactionOptions(
        statementTimeout: .seconds(5), lockTimeout: .seconds(2), idleTimeout: .seconds(5))

    private func state(of attempt: AttemptKey) async throws(PostgresError) -> String? {
        var batch = PostgresBatch()
        batch.transaction = Self.options
        let key = batch.add(AskAboutAttempt(attempt: attempt))
        return try await retrying { [batch] pool throws(PostgresError) in try await pool.run(batch)[key].first }
    }

    /// Runs a settlement until it is known to be done or known to be stale. When the answer to a COMMIT is lost, the row is
    /// asked: completed under my token is done, running under my token means settle again, anything else is stale.
    private func settle(_ attempt: AttemptKey, _ batch: PostgresBatch) async throws(PostgresError) -> SettleResult {
        var outcomeIsUnknown = false
        do {
            _ = try await retrying { pool throws(PostgresError) in
                try await pool.run(batch)
            } onUncertainty: {
                outcomeIsUnknown = true
            }
            return .done
        } catch {
            guard error.sqlState == .staleAttempt else { throw error }
            guard outcomeIsUnknown else { return .stale }
            return try await state(of: attempt) == "completed" ? .done : .stale
        }
    }

    /// Tries again while the failure may pass: deadlock, serialisation failure, lock or statement timeout, lost connection.
    private func retrying<R: Sendable>(
        _ body: (PostgresPool) async throws(PostgresError) -> R,
        onUncertainty: () -> Void = {}
    ) async throws(PostgresError) -> R {
        let start = ContinuousClock.now
        var pause = Duration.milliseconds(10)
        while true {
            do {
                return try await body(pool)
            } catch {
                if error.leavesOutcomeUnknown { onUncertainty() }
                guard error.mayPass, ContinuousClock.now - start < patience else { throw error }
            }
            try? await Task.sleep(for: pause * Double.random(in: 0.5...1))
            pause = min(pause * 2, .seconds(1))
        }
    }
}

extension SQLState {
    /// fieldwork_jobs.fence: the attempt no longer holds its job.
    package static let staleAttempt = SQLState(rawValue: "FW001")
}

extension PostgresError {
    /// The same call may succeed if it is made again.
    var mayPass: Bool {
        switch kind {
        case .connectFailed, .connectionLost, .deadlineExceeded, .commitUnknown, .poolTimeout: true
        case .server:
            switch sqlState {
            case .deadlockDetected, .serializationFailure, .lockNotAvailable, .queryCanceled, .diskFull: true
            default:
                sqlState?.class == .transactionRollback || sqlState?.class == .operatorIntervention
                    || sqlState?.class == .insufficientResources || sqlState?.class == .connectionException
            }
        default: false
        }
    }

    var leavesOutcomeUnknown: Bool { [.connectionLost, .deadlineExceeded, .commitUnknown].contains(kind) }
}
