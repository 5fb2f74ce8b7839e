import Postgres

/// Which jobs are meant; what is empty or nil does not restrict.
package struct JobFilter: Sendable, Hashable {
    package var states: [String]
    package var kinds: [String]
    package var queues: [String]
    package var study: String?
    /// Why they failed last: a code.
    package var reason: String?
    /// For how long, at least and at most, they have been finished; due, if they are not.
    package var olderThan: Duration?
    package var newerThan: Duration?
    /// Nil for all.
    package var limit: Int?

    package init(
        states: [String] = [], kinds: [String] = [], queues: [String] = [], study: String? = nil, reason: String? = nil,
        olderThan: Duration? = nil, newerThan: Duration? = nil, limit: Int? = nil
    ) {
        self.states = states
        self.kinds = kinds
        self.queues = queues
        self.study = study
        self.reason = reason
        self.olderThan = olderThan
        self.newerThan = newerThan
        self.limit = limit
    }

    /// The jobs `j` that match $1 to $7, with their study `s` and the reason `last.reason`. A job that was never claimed has
    /// never failed, so its events are not looked for.
    static let matchingJobs = """
        fieldwork_jobs.jobs j
            left join fieldwork_store.studies s on s.id = j.study_id
            cross join lateral (
                select case when j.token is not null then (
                    select e.detail ->> 'reason' from fieldwork_jobs.job_events e
                    where e.job_id = j.id and e.event in ('failed', 'discarded') order by e.id desc limit 1) end as reason
            ) last
        where ($1::fieldwork_jobs.job_state[] = '{}' or j.state = any ($1))
          and ($2::text[] = '{}' or j.kind = any ($2))
          and ($3::text[] = '{}' or j.queue = any ($3))
          and ($4::text is null or s.code = $4)
          and ($5::text is null or last.reason = $5)
          and ($6::interval is null or coalesce(j.finished_at, j.scheduled_at) <= clock_timestamp() - $6)
          and ($7::interval is null or coalesce(j.finished_at, j.scheduled_at) > clock_timestamp() - $7)
        """

    /// Binds $1 to $8, the limit.
    func bind(to parameters: inout PostgresParameters) {
        // As the enum's own array, so that the plan for these states can be that of their index.
        parameters.append(text: "{\(states.joined(separator: ","))}")
        parameters.append(kinds)
        parameters.append(queues)
        parameters.append(study)
        parameters.append(reason)
        parameters.append(olderThan)
        parameters.append(newerThan)
        parameters.append(limit.map(Int64.init))
    }
}
