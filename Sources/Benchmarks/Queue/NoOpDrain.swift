import Postgres

/// A process of the queue's own that drains no-op jobs.
enum NoOpDrain {
    /// Jobs of a claim; the process has slots for four such.
    static let batch = 500

    /// Drains a table of so many no-op jobs. Seconds from the start of the process to the last durable completion, and bytes of
    /// write-ahead log, enqueuing not counted.
    static func run(_ conninfo: String, _ count: Int) async throws -> (seconds: Double, logged: Double) {
        let begun = Counter()
        return try await MigratedDatabase.connect(conninfo) { connection in
            let before = try await connection.execute(ReadLogPosition())[0]
            let clock = ContinuousClock()
            let start = clock.now
            let seconds = try await NoOpProcess(conninfo, concurrency: batch * 4) { _ in begun.add(1) }.run {
                // Asking earlier would only keep the server from its work.
                while begun.count < count { try await Task.sleep(for: .milliseconds(1)) }
                while try await connection.execute(IsDrained()) != [true] { try await Task.sleep(for: .milliseconds(1)) }
                return (clock.now - start).seconds
            }
            return (seconds, try await connection.execute(ReadLogPosition())[0] - before)
        }
    }
}

/// Bytes of write-ahead log so far.
struct ReadLogPosition: PostgresStatement {
    static let sql = "select (pg_current_wal_insert_lsn() - '0/0')::float8"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Double { try row.next() }
}

/// Whether nothing waits or runs. Reads the indexes of those alone.
struct IsDrained: PostgresStatement {
    static let sql = """
        select not exists (select from fieldwork_jobs.jobs where queue = 'default' and state = 'available')
            and not exists (select from fieldwork_jobs.jobs where state = 'running')
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}
