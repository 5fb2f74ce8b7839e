import Foundation
import Postgres

/// As ``ClaimJobs``, where partitions take turns or limits say how many jobs may be taken of what: line by line.
struct PickJobs: PostgresStatement {
    let incarnation: UUID
    let queue: String
    let lanes: [ClaimFloors.Stretch]
    /// For each line which of the budgets pay for it.
    let needs: [[Int]]
    /// How many jobs each budget pays for.
    let budgets: [Int]
    let limit: Int

    static let sql = """
        with lease as materialized (\(ClaimJobs.servedLease))
        select \(ClaimJobs.columns)
        from lease left join lateral fieldwork_jobs.pick(lease.id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) as j on true
        """

    func bind(to parameters: inout PostgresParameters) {
        parameters.append(incarnation)
        parameters.append(queue)
        parameters.append(lanes.map(\.lane.kind))
        parameters.append(lanes.map(\.lane.partition))
        parameters.append(lanes.map(\.lane.priority))
        parameters.append(lanes.map(\.lane.lane))
        parameters.append(lanes.map(\.low))
        parameters.append(lanes.map(\.high))
        let width = needs.map(\.count).max() ?? 0
        parameters.append(needs.flatMap { $0.map { Int32($0 + 1) } + Array(repeating: 0, count: width - $0.count) })
        parameters.append(Int32(width))
        parameters.append(budgets.map { Int32($0) })
        parameters.append(Int32(limit))
    }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> ClaimedJob? { try ClaimJobs.decode(&row) }
}

/// Looks whether there are jobs in lines that nothing may be taken from as yet. Returns, for each that has any, its place
/// among those asked about and how many there are, counted up to the
/// line's limit.
struct LookIntoLines: PostgresStatement {
    let queue: String
    let lanes: [ClaimFloors.Stretch]
    let limits: [Int]

    static let sql = """
        select line.number, ready.count
        from unnest($2::text[], $3::text[], $4::smallint[], $5::smallint[], $6::bigint[], $7::bigint[], $8::bigint[])
            with ordinality as line (kind, partition, priority, lane, low, high, most, number)
        cross join lateral (
            select count(*) from (
                (select from fieldwork_jobs.jobs r
                 where line.partition is null and r.queue = $1 and r.kind = line.kind and r.priority = line.priority
                   and r.lane = line.lane and r.state = 'available' and r.position > line.low and r.position <= line.high
                 order by r.position limit line.most)
                union all
                (select from fieldwork_jobs.jobs r
                 where r.queue = $1 and r.partition_key = line.partition and r.kind = line.kind and r.priority = line.priority
                   and r.lane = line.lane and r.state = 'available' and r.position > line.low and r.position <= line.high
                 order by r.position limit line.most)
            ) as counted
        ) as ready
        where ready.count > 0
        """

    func bind(to parameters: inout PostgresParameters) {
        parameters.append(queue)
        parameters.append(lanes.map(\.lane.kind))
        parameters.append(lanes.map(\.lane.partition))
        parameters.append(lanes.map(\.lane.priority))
        parameters.append(lanes.map(\.lane.lane))
        parameters.append(lanes.map(\.low))
        parameters.append(lanes.map(\.high))
        parameters.append(limits.map { Int64($0) })
    }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> (line: Int, count: Int) {
        let number: Int64 = try row.next()
        let count: Int64 = try row.next()
        return (Int(number) - 1, Int(count))
    }
}
