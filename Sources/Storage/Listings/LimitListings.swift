package import Postgres

/// A limit, and how much of it is used.
package struct LimitLine: Sendable, Hashable {
    package let scope: LimitScope
    package let allowed: Int
    /// Permits that living processes have, of all partitions.
    package let lent: Int64
    /// Of the partition that has most.
    package let most: Int64
}

/// Lists the limits.
package struct ListLimits: PostgresStatement {
    package init() {}

    package static let sql = """
        select l.queue, l.kind, l.per_partition, l.allowed, coalesce(sum(lent.permits), 0)::bigint, coalesce(max(lent.permits), 0)
        from fieldwork_jobs.limits l
            left join (
                select p.limit_id, p.partition_key, count(*) as permits
                from fieldwork_jobs.permits p
                    join fieldwork_jobs.incarnations i on i.id = p.incarnation and i.ended_at is null
                group by p.limit_id, p.partition_key
            ) lent on lent.limit_id = l.id
        group by l.id
        order by l.queue nulls last, l.kind nulls first, l.per_partition
        """

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> LimitLine {
        let queue: String? = try row.next()
        let kind: String? = try row.next()
        let isPerPartition: Bool = try row.next()
        let allowed: Int32 = try row.next()
        let lent: Int64 = try row.next()
        let most: Int64 = try row.next()
        return LimitLine(
            scope: LimitScope(queue: queue, kind: kind, isPerPartition: isPerPartition), allowed: Int(allowed), lent: lent,
            most: most)
    }
}

/// The limit for which a ready job waits: one that covers it and of which every permit is lent. No row when there is none.
package struct FindLimitAhead: PostgresStatement {
    let job: Int64
    package init(job: Int64) { self.job = job }

    package static let sql = """
        select l.queue, l.kind, l.per_partition, l.allowed, lent.permits, lent.permits
        from fieldwork_jobs.jobs j
            join fieldwork_jobs.limits l on coalesce(l.queue, j.queue) = j.queue and coalesce(l.kind, j.kind) = j.kind
            cross join lateral (
                select count(*) as permits
                from fieldwork_jobs.permits p
                    join fieldwork_jobs.incarnations i on i.id = p.incarnation and i.ended_at is null
                where p.limit_id = l.id and p.partition_key = case when l.per_partition then j.partition_key else '' end
            ) lent
        where j.id = $1 and j.state = 'available' and lent.permits >= l.allowed
        order by l.id
        limit 1
        """

    package func bind(to parameters: inout PostgresParameters) { parameters.append(job) }
    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> LimitLine { try ListLimits.decode(&row) }
}
