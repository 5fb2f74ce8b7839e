import Postgres
import Schema
import TestSupport
import Testing

@Suite struct `Migrating` {
    let table = Migration("0001_table", sql: "create table t (a integer)")
    let column = Migration("0002_column", sql: "alter table t add column b integer")
    let index = Migration("0003_index", sql: "-- fieldwork: no-transaction\ncreate index concurrently if not exists t_a on t (a)")

    @Test func `brings an empty database to the program's schema, and does nothing the second time`() async throws {
        try await withTestDatabase(.empty) { database in
            try await database.withConnection { connection async throws in
                let migrator = Migrator()
                let last = try #require(migrator.migrations.last).version
                #expect(try await migrator.status(connection) == .absent(needed: last))
                #expect(try await migrator.migrate(connection) == migrator.migrations)
                #expect(try await migrator.status(connection) == .current(version: last))
                #expect(try await migrator.migrate(connection) == [])
            }
        }
    }

    /// Who queues for a lock holds up everybody who comes after.
    @Test func `a migration that has to wait for a long reader keeps nobody else waiting`() async throws {
        try await withTestDatabase(.empty) { database in
            try await database.withConnection { connection async throws in
                _ = try await Migrator([table]).migrate(connection)
            }
            try await database.withConnection { reader async throws in
                try await reader.executeScript("begin; select from t")
                async let applied = database.withConnection { connection async throws in
                    try await Migrator([table, column]).migrate(connection)
                }
                try await database.withConnection { other async throws in
                    while try await other.execute(CountWaiting()) == [0] { try await Task.sleep(for: .milliseconds(5)) }
                    try await other.executeScript("set statement_timeout = '20s'; select from t")
                }
                try await reader.executeScript("commit")
                #expect(try await applied == [column])
            }
        }
    }

    @Test func `an index that an interrupted migration has left unfinished is made anew`() async throws {
        try await withTestDatabase(.empty) { database in
            try await database.withConnection { connection async throws in
                _ = try await Migrator([table]).migrate(connection)
                try await connection.executeScript("insert into t values (1), (1)")
                await #expect(throws: PostgresError.self) {
                    try await connection.executeScript("create unique index concurrently t_a on t (a)")
                }
                #expect(try await Migrator([table, index]).migrate(connection) == [index])
                #expect(try await connection.execute(CountDamaged()) == [0])
            }
        }
    }

    @Test func `eight at once: one works and all succeed`() async throws {
        try await withTestDatabase(.empty) { database in
            let applied = try await eightAtOnce(Migrator(), on: database)
            #expect(applied.filter { !$0.isEmpty } == [MigrationCatalog.all])
        }
    }

    @Test func `eight at once over a migration that waits for all snapshots to end`() async throws {
        try await withTestDatabase(.empty) { database in
            let applied = try await eightAtOnce(Migrator([table, column, index]), on: database)
            #expect(applied.filter { !$0.isEmpty } == [[table, column, index]])
        }
    }

    @Test func `stops before a version when told to, and goes on from there`() async throws {
        try await withTestDatabase(.empty) { database in
            try await database.withConnection { connection async throws in
                let migrator = Migrator([table, column, index])
                #expect(try await migrator.migrate(connection, to: 2) == [table, column])
                #expect(try await migrator.status(connection) == .tooOld(found: 2, needed: 3))
                #expect(try await migrator.migrate(connection) == [index])
                let error = await #expect(throws: SchemaError.self) { try await migrator.migrate(connection, to: 4) }
                #expect("\(try #require(error))" == "there is no migration 4; the known ones are 1 to 3.")
            }
        }
    }

    @Test func `a failure keeps what came before, leaves nothing of its own and frees the lock`() async throws {
        try await withTestDatabase(.empty) { database in
            try await database.withConnection { connection async throws in
                let broken = Migration("0002_broken", sql: "create table u (a integer); alter table nowhere add column b integer")
                let error = await #expect(throws: SchemaError.self) {
                    try await Migrator([table, broken]).migrate(connection)
                }
                let text = "\(try #require(error))"
                #expect(text.contains("0002_broken") && text.contains(#"relation "nowhere" does not exist"#))
                #expect(try await connection.execute(Tables()) == ["t"])
                #expect(try await Migrator([table, broken]).status(connection) == .tooOld(found: 1, needed: 2))
            }
            let next = try await database.withConnection { connection async throws in
                try await Migrator([table, column]).migrate(connection, patience: .zero)
            }
            #expect(next == [column])
        }
    }

    @Test func `an applied migration that was edited since is refused, and so is a database of a later release`() async throws {
        try await withTestDatabase(.empty) { database in
            try await database.withConnection { connection async throws in
                _ = try await Migrator([table, column]).migrate(connection)
                let edited = Migration("0001_table", sql: "create table t (a bigint)")
                let changed = await #expect(throws: SchemaError.self) {
                    try await Migrator([edited, column]).migrate(connection)
                }
                #expect(changed?.description == SchemaStatus.changed(version: 1, name: "0001_table").description)
                let tooNew = await #expect(throws: SchemaError.self) { try await Migrator([table]).migrate(connection) }
                #expect(tooNew?.description == SchemaStatus.tooNew(found: 2, known: 1).description)
            }
        }
    }

    @Test func `gives up when another migration holds the lock for longer than it has patience`() async throws {
        try await withTestDatabase(.empty) { database in
            try await database.withConnection { other in
                try await other.executeScript("select pg_advisory_lock(x'6669656c6477726b'::bigint)")
                let error = await #expect(throws: SchemaError.self) {
                    try await database.withConnection { try await Migrator().migrate($0, patience: .zero) }
                }
                guard case .busy = error else { Issue.record("got \(String(describing: error))"); return }
            }
        }
    }

    @Test func `a script may take on a role for the rest of its transaction`() async throws {
        try await withTestDatabase(.empty) { database in
            try await database.withConnection { connection async throws in
                let role = Migration("0001_role", sql: "set local role pg_read_all_data")
                #expect(try await Migrator([role]).migrate(connection) == [role])
                #expect(try await Migrator([role]).status(connection) == .current(version: 1))
            }
        }
    }

    @Test func `needs no superuser, and any of the product's roles but the portal may ask for the status`() async throws {
        try await withTestDatabase(.empty) { database in
            let login = "\(database.name)_migrator"
            try await database.withConnection { connection in
                try await connection.executeScript(
                    "create role \(login) login createrole; grant create on database \(database.name) to \(login)")
            }
            // The roles are the server's and may be there already; then somebody who has them passes them on.
            _ = try await withTestDatabase { other in
                try await other.withConnection { try await $0.executeScript("grant fieldwork_owner to \(login)") }
            }
            _ = try await database.withConnection(user: login) { try await Migrator().migrate($0) }
            for role in ["fieldwork_worker", "fieldwork_admin", "fieldwork_auditor"] {
                let status = try await database.withConnection { connection in
                    try await connection.executeScript("set role \(role)")
                    return try await Migrator().status(connection)
                }
                #expect(status.isCurrent, "\(role): \(status)")
            }
            let error = await #expect(throws: PostgresError.self) {
                try await database.withConnection { connection in
                    try await connection.executeScript("set role fieldwork_portal")
                    _ = try await Migrator().status(connection)
                }
            }
            #expect(error?.sqlState == .insufficientPrivilege)
            try await database.withConnection { connection in
                try await connection.executeScript(
                    "reassign owned by \(login) to postgres; drop owned by \(login); drop role \(login)")
            }
        }
    }

    private func eightAtOnce(_ migrator: Migrator, on database: TestDatabase) async throws -> [[Migration]] {
        try await withThrowingTaskGroup(of: [Migration].self) { group in
            for _ in 1...8 {
                group.addTask { try await database.withConnection { try await migrator.migrate($0) } }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}

private struct Tables: PostgresStatement {
    static let sql = "select tablename::text from pg_tables where schemaname = 'public' order by 1"

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

/// Sessions that wait for a lock.
private struct CountWaiting: PostgresStatement {
    static let sql = """
        select count(*) from pg_locks l join pg_database d on d.oid = l.database
        where not l.granted and d.datname = current_database()
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

private struct CountDamaged: PostgresStatement {
    static let sql = "select count(*) from pg_index where not indisvalid"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
