import FoundationEssentials
import Jobs
import Pipeline

/// `jobs.*`: how jobs are taken, kept and let go.
struct WorkSettings: Sendable {
    let jobs: JobSettings
    /// Threads that compute.
    let threads: Int
    /// Bytes of address space of a job that runs alone.
    let isolatedMemory: Int

    init(_ reader: SettingsReader) async {
        var jobs = JobSettings(host: ProcessInfo.processInfo.hostName, programVersion: Release.version)
        // The queues to take jobs from.
        jobs.queues = await reader.readNames("jobs.queues", default: jobs.queues)
        // Jobs at a time, for each queue.
        jobs.concurrency = await reader.read("jobs.concurrency", default: jobs.concurrency, .integer(1...1000))
        // Threads that compute, for all queues together.
        threads = await reader.read("jobs.threads", default: ProcessInfo.processInfo.activeProcessorCount, .integer(1...1000))
        // How long the database believes in a process that it does not hear of: the jobs of a host that died are taken up
        // by others after this and a second.
        jobs.lease = await reader.read("jobs.lease", default: jobs.lease, .duration(.seconds(3) ... .seconds(600)))
        // The longest a ready job waits for a parked queue when nobody rings.
        jobs.pollFloor = await reader.read("jobs.poll", default: jobs.pollFloor, .duration(.milliseconds(100) ... .seconds(60)))
        // How long running jobs may finish when the daemon is told to stop; after that they are cancelled and go back in line.
        jobs.softStop = await reader.read("jobs.soft-stop", default: jobs.softStop, .duration(.zero ... .seconds(3600)))
        // How long cancelled jobs have to end before the daemon ends without them.
        jobs.cancelWait = await reader.read("jobs.cancel-wait", default: jobs.cancelWait, .duration(.zero ... .seconds(600)))
        // The memory of a job that runs alone because processes died with it: more than that is the job's fault. Keep it below
        // what the service manager allows the whole daemon, or the kernel will end such a job first, which proves nothing.
        isolatedMemory = await reader.read("jobs.isolated-memory", default: 1_500_000_000, .size(1_000_000_000...100_000_000_000))
        // How long finished jobs are kept.
        jobs.retention = await reader.read(
            "jobs.retention", default: jobs.retention, .duration(.seconds(3600) ... .seconds(3650 * 86_400)))
        self.jobs = jobs
    }
}
