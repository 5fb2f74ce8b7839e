package import Postgres

/// What a handler makes of its job when it did not fail.
package enum Outcome: Sendable {
    /// Write this and complete the job, in one transaction.
    case commit(Effect)
    /// Come back later. The attempt is not counted.
    case snooze(Duration)
    /// Give up for good, for a reason that is stored and logged.
    case discard(reason: String)
}

/// What a job writes: its results and its follow-up jobs. Written with the job's completion in one transaction that only
/// the attempt holding the job can commit.
package struct Effect: Sendable {
    /// Run in order, after the job's own row is locked. Rows are locked in the order: own job, domain rows, follow-ups by key.
    package var statements: PostgresBatch
    package var followUps: [NewJob]
    /// Queues that the statements put jobs into: their bells are rung after the commit.
    package var queues: [String]

    package init(statements: PostgresBatch = PostgresBatch(), followUps: [NewJob] = [], queues: [String] = []) {
        self.statements = statements
        self.followUps = followUps
        self.queues = queues
    }

    /// Nothing to write but the completion itself; such completions are batched.
    package static var none: Effect { Effect() }

    var isEmpty: Bool { statements.isEmpty && followUps.isEmpty }
}
