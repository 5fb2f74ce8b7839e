import Postgres

/// Ends attempts in the database. Everything it writes is fenced by the attempt's token: when the job is no longer
/// the attempt's, nothing at all is written.
///
/// Every transaction it runs is over, one way or the other, well within a lease: a row is never held hostage for longer than
/// recovery takes.
struct Settler: Sendable {
    let pool: PostgresPool
    let lease: Duration

    enum Result: Sendable, Equatable {
        case done
        /// The job was taken away: recovered, or settled by another attempt.
        case stale
    }

    // MARK: Many at once

    /// Completes jobs that write nothing else. Those missing from the answer are to be settled alone.
    func complete(_ attempts: [AttemptKey]) async throws(PostgresError) -> [AttemptKey] {
        try await run(CompleteJobs(attempts: attempts))
    }

    // MARK: Alone

    /// Writes an effect and completes the job, in one pipelined transaction.
    func commit(_ effect: Effect, for attempt: AttemptKey) async throws(PostgresError) -> Result {
        var batch = PostgresBatch(transaction: limits)
        batch.add(Fence(attempt: attempt))
        batch.append(contentsOf: effect.statements)
        // By key, so that two jobs with the same follow-ups cannot wait for each other.
        for followUp in effect.followUps.sorted(by: { ($0.kind, $0.uniqueKey ?? "") < ($1.kind, $1.uniqueKey ?? "") }) {
            batch.add(EnqueueJob(followUp))
        }
        batch.add(CompleteJobs(attempts: [attempt]))
        do {
            try await retrying { () async throws(PostgresError) in _ = try await pool.run(batch, deadline: deadline) }
            return .done
        } catch {
            guard error.sqlState == .staleAttempt else { throw error }
            return try await ask(attempt, after: ["completed"]) == nil ? .stale : .done
        }
    }

    /// Records a failure, and what goes with it. Returns the job's new state, or nil when the attempt no longer held it.
    func fail(_ failure: FailAttempt, alongside effect: PostgresBatch) async throws(PostgresError) -> String? {
        let states = ["retryable", "discarded", "cancelled"]
        do {
            return try await write(failure, failure.attempt, states, alongside: effect)
        } catch {
            guard !effect.isEmpty, !error.isOutage else { throw error }
            // That the job ends matters more than what goes with it.
            return try await write(failure, failure.attempt, states)
        }
    }

    /// Has the job come back later. Returns its new state, or nil when the attempt no longer held it.
    func snooze(_ attempt: AttemptKey, for delay: Duration) async throws(PostgresError) -> String? {
        try await write(SnoozeAttempt(attempt: attempt, delay: delay), attempt, ["scheduled", "cancelled"])
    }

    /// Gives the job back. Returns its new state, or nil when the attempt no longer held it.
    func release(_ attempt: AttemptKey) async throws(PostgresError) -> String? {
        try await write(ReleaseJobs(attempts: [attempt]), attempt, ["available", "cancelled"])
    }

    /// Gives jobs back. Returns how many of them were still held.
    func release(_ attempts: [AttemptKey]) async throws(PostgresError) -> Int {
        guard !attempts.isEmpty else { return 0 }
        return try await retrying { () async throws(PostgresError) in try await run(ReleaseJobs(attempts: attempts)) }.count
    }

    // MARK: Until it is known

    /// Runs a settlement that returns the job's new state until it is known to have been written or to be stale.
    private func write<S: PostgresStatement>(
        _ statement: S, _ attempt: AttemptKey, _ states: [String], alongside effect: PostgresBatch = PostgresBatch()
    ) async throws(PostgresError) -> String? where S.Row == String {
        do {
            let rows = try await retrying { () async throws(PostgresError) in try await run(statement, attempt, effect) }
            if let state = rows.first { return state }
        } catch {
            guard error.sqlState == .staleAttempt else { throw error }
        }
        return try await ask(attempt, after: states)
    }

    /// Tells a settlement whose answer was lost from one that came too late: the row keeps the token of its last attempt, so
    /// one of the expected states under that token is that attempt's own doing.
    private func ask(_ attempt: AttemptKey, after states: [String]) async throws(PostgresError) -> String? {
        let rows = try await retrying { () async throws(PostgresError) in try await run(AskAboutAttempt(attempt: attempt)) }
        return rows.first { states.contains($0) }
    }

    /// Runs a statement that writes nothing for a stale attempt, after an effect that only the fence keeps from it.
    private func run<S: PostgresStatement>(
        _ statement: S, _ attempt: AttemptKey, _ effect: PostgresBatch
    ) async throws(PostgresError) -> [S.Row] {
        var batch = PostgresBatch(transaction: limits)
        if !effect.isEmpty {
            batch.add(Fence(attempt: attempt))
            batch.append(contentsOf: effect)
        }
        let key = batch.add(statement)
        return try await pool.run(batch, deadline: deadline)[key]
    }

    private func run<S: PostgresStatement>(_ statement: S) async throws(PostgresError) -> [S.Row] {
        var batch = PostgresBatch(transaction: limits)
        let key = batch.add(statement)
        return try await pool.run(batch, deadline: deadline)[key]
    }

    private var limits: PostgresTransactionOptions {
        PostgresTransactionOptions(statementTimeout: lease / 4, lockTimeout: lease / 8, idleTimeout: lease / 4)
    }

    private var deadline: Duration { lease / 3 }

    /// Tries again, for up to one lease, while the failure may pass: deadlock, serialisation failure, lock or statement
    /// timeout, lost connection, COMMIT without an answer.
    private func retrying<R: Sendable>(_ body: () async throws(PostgresError) -> R) async throws(PostgresError) -> R {
        let start = ContinuousClock.now
        var pause = Duration.milliseconds(10)
        while true {
            do {
                return try await body()
            } catch {
                guard error.mayPass, ContinuousClock.now - start < lease else { throw error }
            }
            try? await Task.sleep(for: pause * Double.random(in: 0.5...1))
            pause = min(pause * 2, .seconds(1))
        }
    }
}
