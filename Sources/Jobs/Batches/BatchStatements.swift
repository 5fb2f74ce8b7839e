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

    static let sql = "select f.id, f.queue from fieldwork_jobs.finish_batches($1::integer) f"
    func bind(to parameters: inout PostgresParameters) { parameters.append(Int64(limit)) }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> FinishedNotice {
        let batch: Int64 = try row.next()
        let queue: String? = try row.next()
        return FinishedNotice(batch: batch, queue: queue)
    }
}

/// Whether a sealed batch waits for its jobs.
struct FindOpenBatch: PostgresStatement {
    static let sql = """
        select exists (select from fieldwork_jobs.batches b where b.sealed_at is not null and b.finished_at is null)
        """
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}

/// Removes batches finished longer ago than their retention, a bounded number at a time; what the batch came to is kept as long
/// as its jobs are.
struct PruneBatches: PostgresStatement {
    let retention: Duration
    let limit: Int

    static let sql = """
        delete from fieldwork_jobs.batches b
        where b.id = any (array(
            select old.id from fieldwork_jobs.batches old
            where old.finished_at < statement_timestamp() - $1::interval
            limit $2
            for update skip locked))
        """
    func bind(to parameters: inout PostgresParameters) {
        parameters.append(retention)
        parameters.append(Int64(limit))
    }
}
