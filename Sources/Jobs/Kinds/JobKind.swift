/// A kind of job: its name in the database and how its jobs are run unless an enqueuer says otherwise.
package struct JobKind: Sendable, Hashable {
    package let name: String
    /// How often a job may fail before it is discarded. Deaths of the process do not count.
    package let maxAttempts: Int
    /// How long one attempt may run; then it is cancelled and counts as failed.
    package let timeout: Duration
    package let backoff: Backoff

    package init(_ name: String, maxAttempts: Int = 5, timeout: Duration = .seconds(600), backoff: Backoff = .init()) {
        self.name = name
        self.maxAttempts = maxAttempts
        self.timeout = timeout
        self.backoff = backoff
    }
}
