package import Logging
import Metrics
import Postgres

/// Where events go: the log and the metrics, and nowhere else.
package struct JobEvents: Sendable {
    private let logger: Logger
    /// For what goes on as long as its cause does, job after job.
    private let throttle = Lock(LogThrottle())

    package init(logger: Logger) { self.logger = logger }

    func emit(_ event: JobEvent) {
        switch event {
        case .claimed(let count, let queue):
            Counter(label: "fieldwork_jobs_claimed_total", dimensions: [("queue", queue)]).increment(by: count)
        case .completed(let job, let ran):
            finished(job, "completed", ran)
            logger.info("job completed", metadata: job.metadata.merging(["ran_ms": "\(ran.milliseconds)"]) { $1 })
        case .failed(let job, let reason, let state, let ran):
            finished(job, state, ran)
            Counter(label: "fieldwork_jobs_failed_total", dimensions: [("kind", job.kind), ("reason", reason)]).increment()
            logger.warning(
                "job failed",
                metadata: job.metadata.merging(["reason": "\(reason)", "state": "\(state)", "ran_ms": "\(ran.milliseconds)"]) {
                    $1
                })
        case .snoozed(let job, let delay):
            logger.info("job snoozed", metadata: job.metadata.merging(["for_ms": "\(delay.milliseconds)"]) { $1 })
        case .cancelled(let job):
            Counter(label: "fieldwork_jobs_cancelled_total", dimensions: [("kind", job.kind)]).increment()
            logger.info("job cancelled", metadata: job.metadata)
        case .released(let count):
            Counter(label: "fieldwork_jobs_released_total").increment(by: count)
            logger.info("jobs released", metadata: ["count": "\(count)"])
        case .stale(let job):
            Counter(label: "fieldwork_jobs_stale_total", dimensions: [("kind", job.kind)]).increment()
            logger.warning("attempt was stale, nothing written", metadata: job.metadata)
        case .settleFailed(let job, let reason):
            Counter(label: "fieldwork_jobs_settle_errors_total", dimensions: [("kind", job.kind)]).increment()
            guard let suppressed = throttle.withLock({ $0.admit(reason) }) else { return }
            logger.error(
                "attempt could not be settled",
                metadata: job.metadata.merging(["reason": "\(reason)", "suppressed": "\(suppressed)"]) { $1 })
        case .stuck(let job):
            Counter(label: "fieldwork_jobs_stuck_total", dimensions: [("kind", job.kind)]).increment()
            logger.error("handler does not stop, its attempt ends without it", metadata: job.metadata)
        case .isolated(let job):
            Counter(label: "fieldwork_jobs_isolated_total", dimensions: [("kind", job.kind)]).increment()
            logger.notice(
                "job runs alone after process deaths", metadata: job.metadata.merging(["deaths": "\(job.deaths)"]) { $1 })
        case .isolationFailed(let job, let reason):
            logger.warning("job could not run alone", metadata: job.metadata.merging(["reason": "\(reason)"]) { $1 })
        case .recovered(let count, let kinds):
            Counter(label: "fieldwork_jobs_recovered_total").increment(by: count)
            guard let suppressed = throttle.withLock({ $0.admit("recovered") }) else { return }
            logger.warning(
                "jobs recovered from a lost process",
                metadata: [
                    "count": "\(count)", "kinds": "\(kinds.joined(separator: " "))", "suppressed": "\(suppressed)",
                ])
        case .orphansReleased(let count):
            guard let suppressed = throttle.withLock({ $0.admit("orphans") }) else { return }
            logger.warning(
                "claims that nobody ran were given back", metadata: ["count": "\(count)", "suppressed": "\(suppressed)"])
        case .promoted(let count):
            Counter(label: "fieldwork_jobs_promoted_total").increment(by: count)
        case .scheduleFired(let name, let job):
            Counter(label: "fieldwork_schedules_fired_total").increment()
            logger.info("schedule fired", metadata: ["schedule": "\(name)", "job_id": "\(job)"])
        case .batchFinished(let batch):
            logger.info("batch finished", metadata: ["batch_id": "\(batch)"])
        case .leaseRenewed:
            Counter(label: "fieldwork_lease_renewals_total").increment()
        case .leaseBegun(let incarnation):
            logger.info("lease begun", metadata: ["incarnation": "\(incarnation)"])
        case .leaseLapsed(let incarnation):
            Counter(label: "fieldwork_lease_lapses_total").increment()
            logger.warning("lease lapsed, running jobs are cancelled", metadata: ["incarnation": "\(incarnation)"])
        case .leaseLost(let incarnation):
            Counter(label: "fieldwork_lease_losses_total").increment()
            logger.warning("lease was ended by another process", metadata: ["incarnation": "\(incarnation)"])
        case .databaseFailed(let during, let reason, let suppressed):
            Counter(label: "fieldwork_database_errors_total", dimensions: [("during", during)]).increment(by: suppressed + 1)
            logger.error(
                "database did not answer",
                metadata: ["during": "\(during)", "reason": "\(reason)", "suppressed": "\(suppressed)"])
        case .databaseRecovered(let during):
            logger.notice("database answers again", metadata: ["during": "\(during)"])
        }
    }

    private func finished(_ job: ClaimedJob, _ state: String, _ ran: Duration) {
        Counter(label: "fieldwork_jobs_finished_total", dimensions: [("kind", job.kind), ("state", state)]).increment()
        Timer(label: "fieldwork_job_duration", dimensions: [("kind", job.kind)]).record(duration: ran)
    }
}

extension ClaimedJob {
    var metadata: Logger.Metadata {
        var fields: Logger.Metadata = ["job_id": "\(id)", "attempt": "\(attempt)", "kind": "\(kind)", "queue": "\(queue)"]
        if let studyID { fields["study_id"] = "\(studyID)" }
        if let trace = traceContext.flatMap(TraceContext.init) {
            fields["trace_id"] = "\(trace.traceID)"
            fields["parent_id"] = "\(trace.parentID)"
        }
        return fields
    }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    package var milliseconds: Int {
        Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}
