package import Postgres

/// Puts a job in line; returns its id, or that of the job that counts as the same.
package struct EnqueueJob: PostgresStatement {
    package let job: NewJob

    package init(_ job: NewJob) { self.job = job }

    package static let sql = """
        select fieldwork_jobs.enqueue(
            $1, $2::jsonb, $3, $4, $5::smallint, $6, $7, $8::smallint, coalesce($9, fieldwork_jobs.current_trace()), null, $10, $11,
            $12::text[]::fieldwork_jobs.job_state[])
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(job.kind)
        parameters.append(PostgresJSON(job.arguments))
        parameters.append(job.studyID)
        parameters.append(job.queue)
        parameters.append(job.priority)
        parameters.append(job.delay)
        parameters.append(job.unique?.key)
        parameters.append(job.maxAttempts)
        parameters.append(job.traceContext)
        parameters.append(job.batchID)
        parameters.append(job.unique?.window)
        // No array where no state is named: then there is nothing to be looked up, nor to be locked.
        parameters.append(job.unique.flatMap { $0.states.isEmpty ? nil : $0.states.map(\.rawValue) })
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
