/// Everything the queue tells an operator, emitted after the commit it speaks of. docs/queue.md has the table.
package enum JobEvent: Sendable {
    case claimed(count: Int, queue: String)
    case completed(ClaimedJob, ran: Duration)
    case failed(ClaimedJob, reason: String, state: String, ran: Duration)
    case snoozed(ClaimedJob, for: Duration)
    case cancelled(ClaimedJob)
    case released(count: Int)
    /// The attempt's result was not written: the job had been taken away.
    case stale(ClaimedJob)
    /// A settlement could not be written; recovery will find the job.
    case settleFailed(ClaimedJob, reason: String)
    case isolated(ClaimedJob)
    case recovered(RecoveryReport)
    case promoted(count: Int)
    case leaseBegun(incarnation: String)
    case leaseLapsed(incarnation: String)
    case leaseLost(incarnation: String)
    case databaseFailed(during: String, reason: String, suppressed: Int)
    case databaseRecovered(during: String)

    /// Jobs of one queue and kind that recovery put back.
    package struct RecoveryReport: Sendable {
        package let count: Int
        package let kinds: [String]
    }
}
