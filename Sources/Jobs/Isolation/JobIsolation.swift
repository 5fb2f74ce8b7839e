/// A way to run one claimed job where its death hurts nobody else.
package protocol JobIsolation: Sendable {
    /// Runs the job to its settlement. When the task is cancelled the job is stopped too.
    func run(_ job: ClaimedJob) async -> IsolatedEnd
}

/// How a job that ran alone ended, as its parent saw it.
package enum IsolatedEnd: Sendable, Equatable {
    /// The child says that it settled the job.
    case settled
    /// The child died of its own doing: abort, illegal access, exhausted stack or memory. The number of the signal.
    case died(signal: Int32)
    /// Anything else, which says nothing about the job: the child could not be started, could not settle, or was killed from
    /// outside. Why, in words for the log.
    case gaveUp(reason: String)
}
