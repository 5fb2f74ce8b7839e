import Postgres

/// A batch that was found finished.
struct FinishedNotice: Sendable, Hashable {
    let batch: Int64
    /// Where its follow-up waits.
    let queue: String?
}

/// Finishes the sealed batches that have no unfinished job left.
struct FinishBatches: PostgresStatement {
    let limit: Int
    /// No other than this one.
    var only: Int64?

    static let sql = "select f.id, f.queue from fieldwork_jobs.finish_batches($1::integer, $2) f"
    func bind(to parameters: inout PostgresParameters) {
        parameters.append(Int64(limit))
        parameters.append(only)
    }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> FinishedNotice {
        let batch: Int64 = try row.next()
        let queue: String? = try row.next()
        return FinishedNotice(batch: batch, queue: queue)
    }
}

/// The first sealed batches after one that wait for their jobs.
struct FindOpenBatches: PostgresStatement {
    let after: Int64
    let limit: Int

    static let sql = """
        select b.id from fieldwork_jobs.batches b
        where b.id > $1 and b.sealed_at is not null and b.finished_at is null
        order by b.id
        limit $2
        """
    func bind(to parameters: inout PostgresParameters) {
        parameters.append(after)
        parameters.append(Int64(limit))
    }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

/// Removes batches finished longer ago than their retention, a bounded number at a time; what the batch came to is kept as long
/// as its jobs are.
struct PruneBatches: PostgresStatement {
    let retention: Duration
    let limit: Int

    static let sql = """
        with pruned as (
            delete from fieldwork_jobs.batches b
            where b.id = any (array(
                select old.id from fieldwork_jobs.batches old
                where old.finished_at < statement_timestamp() - $1::interval
                limit $2
                for update skip locked))
            returning b.id
        )
        select count(*) from pruned
        """
    func bind(to parameters: inout PostgresParameters) {
        parameters.append(retention)
        parameters.append(Int64(limit))
    }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
