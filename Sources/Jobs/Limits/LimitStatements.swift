import struct Foundation.UUID
import Postgres

/// What admins decided about running jobs at the same time.
struct ReadLimits: PostgresStatement {
    static let sql = "select id, queue, kind, per_partition, allowed from fieldwork_jobs.limits order by id"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Limit {
        let id: Int64 = try row.next()
        let queue: String? = try row.next()
        let kind: String? = try row.next()
        let isPerPartition: Bool = try row.next()
        let allowed: Int32 = try row.next()
        return Limit(id: id, queue: queue, kind: kind, isPerPartition: isPerPartition, allowed: Int(allowed))
    }
}

/// The partitions a queue has ever had jobs of.
struct ReadPartitions: PostgresStatement {
    let queue: String
    static let sql = "select distinct partition_key from fieldwork_jobs.partitions where queue = $1 order by partition_key"
    func bind(to parameters: inout PostgresParameters) { parameters.append(queue) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

/// Lends a living incarnation what is free of what it wants.
struct BorrowPermits: PostgresStatement {
    let incarnation: UUID
    let keys: [PermitKey]
    let wanted: [Int]

    static let sql = "select limit_id, partition_key, number, token from fieldwork_jobs.borrow($1, $2, $3, $4)"

    func bind(to parameters: inout PostgresParameters) {
        parameters.append(incarnation)
        parameters.append(keys.map(\.limit))
        parameters.append(keys.map(\.partition))
        parameters.append(wanted.map { Int32($0) })
    }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Permit { try Permit(&row) }
}

/// Ends loans: free for others from here.
struct ReturnPermits: PostgresStatement {
    let tokens: [UUID]
    static let sql = "update fieldwork_jobs.permits set incarnation = null, token = null where token = any ($1)"
    func bind(to parameters: inout PostgresParameters) { parameters.append(tokens) }
}

/// What an incarnation has borrowed, as the database sees it.
struct FindPermits: PostgresStatement {
    let incarnation: UUID
    static let sql = "select limit_id, partition_key, number, token from fieldwork_jobs.permits where incarnation = $1"
    func bind(to parameters: inout PostgresParameters) { parameters.append(incarnation) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Permit { try Permit(&row) }
}

extension Permit {
    fileprivate init(_ row: inout PostgresRow) throws(PostgresError) {
        let limit: Int64 = try row.next()
        let partition: String = try row.next()
        number = try row.next()
        token = try row.next()
        key = PermitKey(limit: limit, partition: partition)
    }
}
