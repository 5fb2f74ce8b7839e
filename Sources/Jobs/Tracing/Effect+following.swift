import Postgres

extension Effect {
    /// The effect of a job: whatever it enqueues belongs to the job's trace.
    func following(_ job: ClaimedJob) -> Effect {
        guard !isEmpty, let context = job.traceContext.flatMap(TraceContext.init) else { return self }
        var statements = PostgresBatch()
        statements.add(EnterTrace(context))
        statements.append(contentsOf: self.statements)
        return Effect(statements: statements, followUps: followUps, queues: queues)
    }
}
