import Postgres

/// Jobs that belong together, and the job that follows when all of them are finished, whatever they came to.
package struct NewBatch: Sendable, Hashable {
    package var name: String
    package var jobs: [NewJob]
    /// Runs once, when no job of the batch is unfinished; its arguments get a ``FinishedBatch`` under `batch`. Its delay, key and
    /// batch are not kept.
    package var followUp: NewJob?

    package init(name: String, jobs: [NewJob], followUp: NewJob? = nil) {
        self.name = name
        self.jobs = jobs
        self.followUp = followUp
    }
}

/// What the jobs of a batch came to, as the follow-up reads it under `batch` of its arguments.
package struct FinishedBatch: Sendable, Hashable, Codable {
    package let id: Int64
    package let completed: Int
    package let discarded: Int
    package let cancelled: Int
}

extension Effect {
    /// Enqueues a batch with the effect. To be added last: jobs by key are locked after domain rows.
    package mutating func enqueue(_ batch: NewBatch) {
        statements.add(EnqueueBatch(batch))
        queues += batch.jobs.map(\.queue)
    }
}
