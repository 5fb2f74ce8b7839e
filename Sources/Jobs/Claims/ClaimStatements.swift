import Foundation
package import Postgres

/// Takes up to `limit` ready jobs for a living incarnation, line by line.
///
/// Returns no row when the incarnation's lease is not held or the queue is paused, and an empty one when nothing is ready: only
/// the second says anything about the lines.
package struct ClaimJobs: PostgresStatement {
    let incarnation: UUID
    let queue: String
    let lanes: [ClaimFloors.Stretch]
    let limit: Int

    // `= any(array(...))` and not a join: the plan reads the index once, in order, however wrong the statistics are.
    package static let sql = """
        with lease as materialized (\(servedLease)), claimed as (
            update fieldwork_jobs.jobs j set
                state = 'running', incarnation = $1, token = gen_random_uuid(), attempt = attempt + 1,
                claimed_at = clock_timestamp(), started_at = clock_timestamp()
            where j.id = any (array(
                select ready.id
                from unnest($3::text[], $4::smallint[], $5::smallint[], $6::bigint[], $7::bigint[])
                    as line (kind, priority, lane, low, high)
                cross join lateral (
                    select r.id from fieldwork_jobs.jobs r
                    where r.queue = $2 and r.kind = line.kind and r.priority = line.priority and r.lane = line.lane
                      and r.state = 'available' and r.position > line.low and r.position <= line.high
                    order by r.position
                    limit $8
                    for update skip locked
                ) ready
                limit $8))
              and exists (select from lease)
            returning \(columns)
        )
        select claimed.* from lease left join claimed on true
        """

    /// SQL: the incarnation `$1`, while its lease is held and the queue `$2` is not paused.
    static let servedLease = """
        select i.id from fieldwork_jobs.incarnations i
        where i.id = $1 and i.ended_at is null and i.lease_until > clock_timestamp()
          and not exists (select from fieldwork_jobs.queues q where q.queue = $2 and q.paused_at is not null)
        """

    /// SQL: what a claim returns.
    static let columns = """
        j.id, j.queue, j.kind, j.arguments::text, j.study_id, j.token, j.incarnation, j.attempt, j.max_attempts, j.deaths,
        j.trace_context, j.priority, j.lane, j.position, j.partition_key
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(incarnation)
        parameters.append(queue)
        parameters.append(lanes.map(\.lane.kind))
        parameters.append(lanes.map(\.lane.priority))
        parameters.append(lanes.map(\.lane.lane))
        parameters.append(lanes.map(\.low))
        parameters.append(lanes.map(\.high))
        parameters.append(Int64(limit))
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> ClaimedJob? {
        guard let id: Int64 = try row.next() else {
            row.skipRest()
            return nil
        }
        let queue: String = try row.next()
        let kind: String = try row.next()
        let arguments: String = try row.next()
        let studyID: Int64? = try row.next()
        let token: UUID = try row.next()
        let incarnation: UUID = try row.next()
        let attempt: Int16 = try row.next()
        let maxAttempts: Int16 = try row.next()
        let deaths: Int16 = try row.next()
        let traceContext: String? = try row.next()
        let priority: Int16 = try row.next()
        let lane: Int16 = try row.next()
        let position: Int64 = try row.next()
        let partition: String = try row.next()
        return ClaimedJob(
            id: id, queue: queue, kind: kind, arguments: arguments, studyID: studyID, token: token, incarnation: incarnation,
            attempt: Int(attempt), maxAttempts: Int(maxAttempts), deaths: Int(deaths), traceContext: traceContext,
            lane: ClaimLane(kind: kind, priority: priority, lane: lane, partition: partition), position: position)
    }
}

/// The highest position handed out. Read before ``ReadTransactions``, so that whoever took a lower one is among them.
struct ReadPosition: PostgresStatement {
    static let sql = "select case when is_called then last_value else 0 end from fieldwork_jobs.positions"
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

/// The oldest transaction running, and the first not yet begun; and since when the server runs that says so.
struct ReadTransactions: PostgresStatement {
    static let sql = """
        select pg_snapshot_xmin(pg_current_snapshot())::text::bigint, pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
            pg_postmaster_start_time()
        """
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> (oldest: Int64, next: Int64, server: PostgresTimestamp)
    {
        let oldest: Int64 = try row.next()
        let next: Int64 = try row.next()
        let server: PostgresTimestamp = try row.next()
        return (oldest, next, server)
    }
}
