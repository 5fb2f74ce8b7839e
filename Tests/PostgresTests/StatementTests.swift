import Postgres
import Testing

@Suite("Statements")
struct StatementTests {
    private struct PreparedStatements: PostgresStatement {
        static let sql = "select statement from pg_prepared_statements order by prepare_time"
        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
    }

    @Test("are prepared once for each connection")
    func preparedOnce() async throws {
        try await withTestConnection { connection in
            for value in 0..<3 { #expect(try await connection.execute(AddOne(value: Int64(value))) == [Int64(value) + 1]) }
            let statements = try await connection.execute(PreparedStatements())
            #expect(statements == [AddOne.sql, PreparedStatements.sql])
        }
    }

    @Test("are parsed anew each time where the server connection changes hands")
    func unnamed() async throws {
        try await withTestConnection {
            $0.preparesStatements = false
        } _: { connection in
            #expect(try await connection.execute(AddOne(value: 1)) == [2])
            var batch = PostgresBatch(transaction: PostgresTransactionOptions(lockTimeout: .seconds(1)))
            let key = batch.add(AddOne(value: 2))
            let results = try await connection.run(batch)
            #expect(try results[key] == [3])
            let rows = try await connection.withTransaction { try await $0.execute(AddOne(value: 3)) }
            #expect(rows == [4])
            #expect(try await connection.execute(PreparedStatements()) == [])
        }
    }

    @Test("tell how many rows they affected")
    func affectedRows() async throws {
        try await withTestConnection { connection in
            try await connection.createItems()
            #expect(try await connection.execute(InsertItem(id: 1)) == 1)
            #expect(try await connection.execute(DeleteAll()) == 1)
            #expect(try await connection.execute(DeleteAll()) == 0)
        }
    }

    private struct DeleteAll: PostgresStatement {
        static let sql = "delete from item"
    }

    private struct AllColumns: PostgresStatement {
        static let sql = "select * from item"
        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 {
            let id: Int64 = try row.next()
            row.skipRest()
            return id
        }
    }

    @Test("survive a change of the schema, unless a transaction was open")
    func stalePlans() async throws {
        try await withTestConnection { connection in
            try await connection.createItems()
            try await connection.execute(InsertItem(id: 5))
            #expect(try await connection.execute(AllColumns()) == [5])
            try await connection.executeScript("alter table item add column one int")
            #expect(try await connection.execute(AllColumns()) == [5])
            try await connection.executeScript("alter table item add column two int")
            var batch = PostgresBatch()
            let key = batch.add(AllColumns())
            let first = try await connection.run(batch)
            #expect(try first[key] == [5])
            try await connection.executeScript("alter table item add column three int")
            batch.transaction = PostgresTransactionOptions()
            let second = try await connection.run(batch)
            #expect(try second[key] == [5])
            try await connection.executeScript("deallocate all")
            #expect(try await connection.execute(AllColumns()) == [5])

            try await connection.executeScript("alter table item add column four int")
            let error = try await postgresError {
                try await connection.withTransaction { try await $0.execute(AllColumns()) }
            }
            #expect(error.sqlState == .featureNotSupported)
            #expect(try await connection.withTransaction { try await $0.execute(AllColumns()) } == [5])
        }
    }

    private struct Fickle: PostgresStatement {
        let asText: Bool
        static let sql = "select $1"
        func bind(to parameters: inout PostgresParameters) {
            if asText { parameters.append("1") } else { parameters.append(1) }
        }
    }

    @Test("must bind the same types each time")
    func fickleTypes() async throws {
        try await withTestConnection { connection in
            try await connection.execute(Fickle(asText: true))
            let error = try await postgresError { try await connection.execute(Fickle(asText: false)) }
            #expect(error.kind == .misuse)
            var batch = PostgresBatch()
            batch.add(Fickle(asText: false))
            #expect(try await postgresError { try await connection.run(batch) }.kind == .misuse)
            try await connection.execute(Fickle(asText: true))
        }
    }

    @Test("scripts run whole or not at all")
    func scripts() async throws {
        try await withTestConnection { connection in
            try await connection.createItems()
            try await connection.executeScript("insert into item values (1); insert into item values (2)")
            let error = try await postgresError {
                try await connection.executeScript("insert into item values (3); insert into item values (1)")
            }
            #expect(error.sqlState == .uniqueViolation)
            #expect(try await connection.itemCount() == 2)
            try await connection.executeScript("")
            #expect(try await connection.itemCount() == 2)
        }
    }

    private struct ManyRows: PostgresStatement {
        static let sql = "select i::int8, repeat('x', 1000) from generate_series(1, 20000) as i"
        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> (Int64, String) {
            (try row.next(), try row.next())
        }
    }

    @Test("may return megabytes")
    func manyRows() async throws {
        try await withTestConnection { connection in
            let rows = try await connection.execute(ManyRows())
            #expect(rows.count == 20_000)
            #expect(rows.last?.0 == 20_000 && rows.last?.1.count == 1000)
        }
    }

    @Test("may bind megabytes while the server sends megabytes")
    func bothBuffersFull() async throws {
        try await withTestConnection { connection in
            var batch = PostgresBatch()
            let text = String(repeating: "y", count: 1_000_000)
            let keys = (0..<50).map { _ in batch.add(Length(text: text)) }
            let results = try await connection.run(batch)
            for key in keys { #expect(try results[key].first?.count == 1_000_000) }
        }
    }

    private struct Length: PostgresStatement {
        let text: String
        static let sql = "select $1"
        func bind(to parameters: inout PostgresParameters) { parameters.append(text) }
        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
    }
}
