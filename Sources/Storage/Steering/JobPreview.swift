package import Postgres

/// Jobs that are about to be steered and are alike in everything that matters to whoever decides.
package struct JobGroup: Sendable, Hashable {
    package let queue: String
    package let kind: String
    package let state: String
    /// Why they failed last: a code.
    package let reason: String?
    package let jobs: Int64
    /// Since when the first and the last of them are finished; due, if they are not.
    package let oldest: PostgresTimestamp
    package let newest: PostgresTimestamp
}

/// What a steering would touch, read at one moment.
package struct JobPreview: Sendable, Hashable {
    /// The largest first.
    package let groups: [JobGroup]
    /// The jobs' ids, ascending, in the portions they will be worked in.
    package let portions: [[Int64]]
    /// Jobs that match and would be left alone: a document that is not coded yet waits for each.
    package let awaited: Int64

    package var count: Int { portions.reduce(0) { $0 + $1.count } }
    package var firstIDs: [Int64] { Array(portions.first?.prefix(5) ?? []) }
    package var oldest: PostgresTimestamp? { groups.map(\.oldest).min() }
    package var newest: PostgresTimestamp? { groups.map(\.newest).max() }
}

extension PostgresConnection {
    /// Reads what a steering would touch. The oldest ids come first where the filter limits their number.
    ///
    /// - Parameter deadline: how long the reading may take; finished jobs are looked for in the whole table.
    package func preview(_ steering: JobSteering, deadline: Duration = .seconds(600)) async throws -> JobPreview {
        let options = PostgresTransactionOptions(isolation: .repeatableRead, isReadOnly: true)
        return try await withTransaction(options) { connection in
            let groups = try await connection.execute(GroupJobs(steering: steering), deadline: deadline)
            let portions = try await connection.execute(SelectJobs(steering: steering), deadline: deadline)
            let awaited =
                try await steering.sparesDocuments
                ? connection.execute(CountAwaitedJobs(filter: steering.filter), deadline: deadline)[0] : 0
            return JobPreview(groups: groups, portions: portions, awaited: awaited)
        }
    }
}

private enum Selection {
    /// $9: leave alone what a document waits for.
    static let chosenJobs = """
        select j.id, j.queue, j.kind, j.state::text as state, last.reason, coalesce(j.finished_at, j.scheduled_at) as since
        from \(JobFilter.matchingJobs)
          and (not $9 or not exists (
            select from fieldwork_store.documents d
            where to_jsonb(d.id) = j.arguments -> 'document' and d.study_id = j.study_id and d.status in ('received', 'processed')))
        order by j.id
        limit $8
        """
}

private struct GroupJobs: PostgresStatement {
    let steering: JobSteering

    static let sql = """
        select queue, kind, state, reason, count(*), min(since), max(since)
        from (\(Selection.chosenJobs)) chosen
        group by queue, kind, state, reason
        order by count(*) desc, queue, kind, state, reason
        """

    func bind(to parameters: inout PostgresParameters) {
        steering.filter.bind(to: &parameters)
        parameters.append(steering.sparesDocuments)
    }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> JobGroup {
        let queue: String = try row.next()
        let kind: String = try row.next()
        let state: String = try row.next()
        let reason: String? = try row.next()
        let jobs: Int64 = try row.next()
        let oldest: PostgresTimestamp = try row.next()
        let newest: PostgresTimestamp = try row.next()
        return JobGroup(queue: queue, kind: kind, state: state, reason: reason, jobs: jobs, oldest: oldest, newest: newest)
    }
}

/// A row a portion: a job takes twelve bytes, whatever else it is.
private struct SelectJobs: PostgresStatement {
    let steering: JobSteering

    static let sql = """
        select array_agg(id order by id)
        from (
            select id, (row_number() over (order by id) - 1) / $10 as portion from (\(Selection.chosenJobs)) chosen
        ) numbered
        group by portion
        order by portion
        """

    func bind(to parameters: inout PostgresParameters) {
        steering.filter.bind(to: &parameters)
        parameters.append(steering.sparesDocuments)
        parameters.append(Int64(JobSteering.portion))
    }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> [Int64] { try row.next() }
}

private struct CountAwaitedJobs: PostgresStatement {
    let filter: JobFilter

    static let sql = """
        select count(*)
        from (
            select from \(JobFilter.matchingJobs)
              and exists (
                select from fieldwork_store.documents d
                where to_jsonb(d.id) = j.arguments -> 'document' and d.study_id = j.study_id
                  and d.status in ('received', 'processed'))
            limit $8
        ) awaited
        """

    func bind(to parameters: inout PostgresParameters) { filter.bind(to: &parameters) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
