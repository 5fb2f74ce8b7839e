package import Postgres

/// Something an admin does to every job that a filter matches.
package struct JobSteering: Sendable, Hashable {
    package enum Action: Sendable, Hashable {
        /// Back in line with a clean slate.
        case retry
        /// What waits is cancelled; what runs is asked to stop.
        case cancel

        /// The states that it can be done in.
        package var states: [String] {
            switch self {
            case .retry: ["retryable", "completed", "discarded", "cancelled"]
            case .cancel: ["scheduled", "available", "running", "retryable"]
            }
        }
    }

    package let action: Action
    package let filter: JobFilter

    /// - Precondition: the filter names its states, and the action can be done in each.
    package init(_ action: Action, _ filter: JobFilter) {
        precondition(!filter.states.isEmpty && filter.states.allSatisfy(action.states.contains))
        self.action = action
        self.filter = filter
    }

    /// The jobs of one transaction: its locks are held for some tens of milliseconds.
    package static let portion = 1000

    /// Whoever cancelled a document's job would leave the document waiting for ever.
    var sparesDocuments: Bool { action == .cancel }
}

extension PostgresConnection {
    /// Steers one portion of a preview, in a transaction of its own, and rings for the queues touched once it is committed.
    ///
    /// Jobs that are no longer in one of the filter's states, and those that somebody else holds at this moment, are left
    /// alone.
    ///
    /// - Returns: the number of jobs it was done to.
    package func steer(_ ids: [Int64], _ steering: JobSteering) async throws -> Int {
        let states = steering.filter.states
        let touched =
            switch steering.action {
            case .retry: try await execute(RetryJobs(ids: ids, states: states))
            case .cancel: try await execute(CancelJobs(ids: ids, states: states))
            }
        if steering.action == .retry { _ = try await execute(WakeQueues(queues: touched.map(\.queue))) }
        return touched.reduce(0) { $0 + Int($1.jobs) }
    }
}

/// How many jobs of a queue something was done to.
private typealias Touched = (queue: String, jobs: Int64)

// Rows are locked in the order of their ids before the first is changed, and the state is what it is under the lock.
private enum Portion {
    static let lockedJobs = """
        select j.id, j.queue from fieldwork_jobs.jobs j
        where j.id = any ($1) and j.state = any ($2::fieldwork_jobs.job_state[])
        order by j.id
        for update skip locked
        """

    static func bind(_ ids: [Int64], _ states: [String], to parameters: inout PostgresParameters) {
        parameters.append(ids)
        parameters.append(text: "{\(states.joined(separator: ","))}")
    }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Touched {
        let queue: String = try row.next()
        let jobs: Int64 = try row.next()
        return (queue, jobs)
    }
}

private struct RetryJobs: PostgresStatement {
    let ids: [Int64]
    let states: [String]

    static let sql = """
        with locked as materialized (\(Portion.lockedJobs)), steered as materialized (
            select queue, fieldwork_jobs.retry(id) as is_done from locked
        )
        select queue, count(*) from steered where is_done group by queue order by queue
        """
    func bind(to parameters: inout PostgresParameters) { Portion.bind(ids, states, to: &parameters) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Touched { try Portion.decode(&row) }
}

private struct CancelJobs: PostgresStatement {
    let ids: [Int64]
    let states: [String]

    static let sql = """
        with locked as materialized (\(Portion.lockedJobs)), steered as materialized (
            select queue, fieldwork_jobs.cancel(id) as is_done from locked
        )
        select queue, count(*) from steered where is_done group by queue order by queue
        """
    func bind(to parameters: inout PostgresParameters) { Portion.bind(ids, states, to: &parameters) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Touched { try Portion.decode(&row) }
}

/// Rings for queues that were given jobs, after the commit.
package struct WakeQueues: PostgresStatement {
    let queues: [String]
    package init(queues: [String]) { self.queues = queues }

    package static let sql = "select fieldwork_jobs.wake(queue)::text from unnest($1::text[]) as queue"
    package func bind(to parameters: inout PostgresParameters) { parameters.append(queues) }
    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String? { try row.next() }
}
