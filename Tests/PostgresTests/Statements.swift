import Postgres

/// `select $1::int8 + 1`
struct AddOne: PostgresStatement {
    let value: Int64
    static let sql = "select $1::int8 + 1"
    func bind(to parameters: inout PostgresParameters) { parameters.append(value) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

/// Fails with 22012 for 0.
struct Divide: PostgresStatement {
    let by: Int
    static let sql = "select 1 / $1::int8"
    func bind(to parameters: inout PostgresParameters) { parameters.append(by) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int { try row.next() }
}

struct Sleep: PostgresStatement {
    var seconds = 600.0
    static let sql = "select pg_sleep($1)"
    func bind(to parameters: inout PostgresParameters) { parameters.append(seconds) }
}

/// Ends another session, and returns when it has ended.
struct Terminate: PostgresStatement {
    let backendPID: Int32
    static let sql = "select pg_terminate_backend($1, 60000)"
    func bind(to parameters: inout PostgresParameters) { parameters.append(backendPID) }
}

/// What a session is doing: `idle`, `active`, `idle in transaction`; nothing if it is gone.
struct SessionState: PostgresStatement {
    let backendPID: Int32
    static let sql = "select coalesce(wait_event, state) from pg_stat_activity where pid = $1"
    func bind(to parameters: inout PostgresParameters) { parameters.append(backendPID) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

/// The table of ``PostgresConnection/createItems()``.
struct InsertItem: PostgresStatement {
    let id: Int64
    var name = ""
    static let sql = "insert into item (id, name) values ($1, $2)"
    func bind(to parameters: inout PostgresParameters) {
        parameters.append(id)
        parameters.append(name)
    }
}

struct CountItems: PostgresStatement {
    static let sql = "select count(*) from item"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int { try row.next() }
}

extension PostgresConnection {
    func createItems() async throws {
        try await executeScript(
            """
            create table item (
                id int8 constraint item_id_key primary key,
                name text constraint name_is_short check (length(name) < 20)
            )
            """)
    }

    func itemCount() async throws -> Int { try await execute(CountItems()).first ?? -1 }

    /// Waits until another session sleeps in `pg_sleep`.
    func waitUntilAsleep(_ backendPID: Int32) async throws {
        while try await execute(SessionState(backendPID: backendPID)) != ["PgSleep"] {}
    }
}
