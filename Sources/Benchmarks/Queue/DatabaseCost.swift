import Postgres

/// What a database has done so far, as it counts itself.
struct DatabaseCost: Sendable {
    let completed: Double
    /// Transactions, those that only read included.
    let commits: Double
    /// Of the write-ahead log, of the whole server.
    let flushes: Double
    /// Bytes of write-ahead log, of the whole server.
    let position: Double
    /// Written to B-tree indexes since an earlier reading; nil where the server cannot read its log.
    var indexEntries: Double?

    static func prepare(_ conninfo: String) async throws {
        try await runScript(
            conninfo,
            """
            do $$ begin
                if exists (select from pg_available_extensions where name = 'pg_walinspect') then
                    create extension if not exists pg_walinspect;
                end if;
            end $$
            """)
    }

    static func read(_ conninfo: String, since earlier: DatabaseCost? = nil) async throws -> DatabaseCost {
        // Sessions that have just ended have yet to say what they did.
        try await Task.sleep(for: .seconds(1))
        return try await MigratedDatabase.connect(conninfo) { connection in
            var cost = try await connection.execute(ReadCost())[0]
            if let earlier, try await connection.execute(CanReadLog()) == [true] {
                cost.indexEntries = try await connection.execute(CountIndexEntries(from: earlier.position, to: cost.position))[0]
            }
            return cost
        }
    }
}

private struct ReadCost: PostgresStatement {
    static let sql = """
        select (select count(*) from fieldwork_jobs.jobs where state = 'completed')::float8,
            (select xact_commit from pg_stat_database where datname = current_database())::float8,
            (select wal_sync from pg_stat_wal)::float8, (pg_current_wal_insert_lsn() - '0/0')::float8
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> DatabaseCost {
        let completed: Double = try row.next()
        let commits: Double = try row.next()
        let flushes: Double = try row.next()
        return DatabaseCost(completed: completed, commits: commits, flushes: flushes, position: try row.next())
    }
}

private struct CanReadLog: PostgresStatement {
    static let sql = "select exists (select from pg_extension where extname = 'pg_walinspect')"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}

private struct CountIndexEntries: PostgresStatement {
    let from: Double
    let to: Double

    // As text that the server reads when it runs it: the function is not there before the extension is.
    static let sql = """
        select coalesce((xpath('/row/total/text()', query_to_xml(format(
            'select sum(count) as total from pg_get_wal_stats(%L, %L, true)
             where "resource_manager/record_type" ~ ''^Btree/(INSERT|SPLIT)''',
            '0/0'::pg_lsn + $1::float8::numeric, least('0/0'::pg_lsn + $2::float8::numeric, pg_current_wal_flush_lsn())
        ), true, true, '')))[1]::text::float8, 0)
        """
    func bind(to parameters: inout PostgresParameters) {
        parameters.append(from)
        parameters.append(to)
    }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Double { try row.next() }
}
