/// Everything the queue tells an operator, emitted after the commit it speaks of. docs/operations.md has the table.
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
    /// The handler was told to stop and did not; its attempt is settled without it.
    case stuck(ClaimedJob)
    case isolated(ClaimedJob)
    /// A child process neither settled its job nor died of it.
    case isolationFailed(ClaimedJob, reason: String)
    /// Jobs of lost processes were put back in line.
    case recovered(count: Int, kinds: [String])
    /// Claims of this process that nobody ran were put back in line.
    case orphansReleased(count: Int)
    case promoted(count: Int)
    /// The job of a schedule was put in line, or found still waiting.
    case scheduleFired(name: String, job: Int64)
    /// No job of the batch is unfinished any more; its follow-up, if it has one, is in line.
    case batchFinished(Int64)
    case leaseBegun(incarnation: String)
    case leaseRenewed
    case leaseLapsed(incarnation: String)
    case leaseLost(incarnation: String)
    case databaseFailed(during: String, reason: String, suppressed: Int)
    case databaseRecovered(during: String)
}
