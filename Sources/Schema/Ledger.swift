import Postgres

/// The statements on `fieldwork_schema.migrations`, the list of what was done to a database. It is older than the first
/// migration, so the migrator makes it; who else may read it is for the migrations to say.
enum Ledger {
    static let creation = """
        create schema fieldwork_schema;
        create table fieldwork_schema.migrations (
            version integer primary key,
            name text not null,
            -- SHA-256 of the file as it was applied.
            checksum bytea not null,
            -- False if the release before this migration can work on beside it.
            is_breaking boolean not null,
            applied_at timestamptz not null default clock_timestamp(),
            applied_by text not null default session_user
        )
        """

    struct Exists: PostgresStatement {
        static let sql = "select to_regclass('fieldwork_schema.migrations') is not null"

        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
    }

    struct Entries: PostgresStatement {
        static let sql = "select version, name, checksum, is_breaking from fieldwork_schema.migrations order by version"

        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> AppliedMigration {
            AppliedMigration(
                version: Int(try row.next(Int32.self)), name: try row.next(), checksum: try row.next(),
                isBreaking: try row.next())
        }
    }

    struct Record: PostgresStatement {
        let migration: Migration

        static let sql =
            "insert into fieldwork_schema.migrations (version, name, checksum, is_breaking) values ($1, $2, $3, $4)"

        func bind(to parameters: inout PostgresParameters) {
            parameters.append(Int32(migration.version))
            parameters.append(migration.name)
            parameters.append(migration.checksum)
            parameters.append(migration.phase != .pre)
        }
    }

    /// Indexes of a migration that were begun and never finished: what `create index concurrently` leaves when it is cancelled.
    /// `if not exists` would take them for done.
    struct DamagedIndexes: PostgresStatement {
        let migration: Migration

        static let sql = """
            select format('%I.%I', n.nspname, c.relname)
            from pg_index x join pg_class c on c.oid = x.indexrelid join pg_namespace n on n.oid = c.relnamespace
            where not x.indisvalid and $1 ~ ('\\m' || c.relname || '\\M') order by 1
            """

        func bind(to parameters: inout PostgresParameters) { parameters.append(migration.sql) }

        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
    }

    /// Of the session: it outlives the transactions of the single migrations. The key is "fieldwrk" in ASCII.
    struct TryLock: PostgresStatement {
        static let sql = "select pg_try_advisory_lock(x'6669656c6477726b'::bigint)"

        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
    }

    struct Unlock: PostgresStatement {
        static let sql = "select from pg_advisory_unlock(x'6669656c6477726b'::bigint)"
    }
}
