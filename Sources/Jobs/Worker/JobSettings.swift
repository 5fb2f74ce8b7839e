/// How a process takes and keeps jobs.
package struct JobSettings: Sendable {
    /// The queues to take jobs from.
    package var queues: [String] = ["default"]
    /// Jobs running at the same time, per queue.
    package var concurrency: Int = 4
    /// How long the database believes in this process without hearing from it; renewed three times as often.
    package var lease: Duration = .seconds(15)
    /// The longest a ready job waits for a parked queue when nobody rings.
    package var pollFloor: Duration = .seconds(1)
    /// How often due jobs are promoted and lost processes' jobs recovered.
    package var upkeepInterval: Duration = .milliseconds(500)
    /// After a stop was asked for: how long running jobs may finish.
    package var softStop: Duration = .seconds(20)
    /// After that: how long cancelled jobs have to end.
    package var cancelWait: Duration = .seconds(5)
    /// How long a job that has to run alone waits when that cannot be done.
    package var isolationPause: Duration = .seconds(30)
    /// How long finished jobs are kept.
    package var retention: Duration = .seconds(30 * 86_400)
    /// Shown with the process's incarnation.
    package var host: String
    package var programVersion: String

    package init(host: String, programVersion: String) {
        self.host = host
        self.programVersion = programVersion
    }
}
