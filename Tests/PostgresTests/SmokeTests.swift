import Postgres
import Testing

struct AddOne: PostgresStatement {
    let value: Int64
    static let sql = "select $1::int8 + 1"
    func bind(to parameters: inout PostgresParameters) { parameters.append(value) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

struct Divide: PostgresStatement {
    let value: Int
    static let sql = "select 1 / $1::int8"
    func bind(to parameters: inout PostgresParameters) { parameters.append(value) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int { try row.next() }
}

@Suite struct SmokeTests {
    @Test func aStatementReturnsItsRows() async throws {
        let rows = try await withTestConnection { connection in
            try await connection.execute(AddOne(value: 41))
        }
        #expect(rows == [42])
    }

    @Test func aBatchRunsInATransactionAndFailsWhole() async throws {
        try await withTestConnection { connection in
            try await connection.executeScript("create temp table t (id int8 primary key)")
            var batch = PostgresBatch(transaction: PostgresTransactionOptions(statementTimeout: .seconds(3)))
            let a = batch.add(AddOne(value: 1))
            let b = batch.add(AddOne(value: 2))
            let results = try await connection.run(batch)
            #expect(try results[a] == [2])
            #expect(try results[b] == [3])
            batch.add(Divide(value: 0))
            batch.add(AddOne(value: 3))
            let error = await #expect(throws: PostgresError.self) { _ = try await connection.run(batch) }
            #expect(error?.sqlState == .divisionByZero)
            #expect(error?.statement == "Divide")
            #expect(connection.isInTransaction == false)
            #expect(try await connection.execute(AddOne(value: 1)) == [2])
            let value = try await connection.withTransaction { c in try await c.execute(AddOne(value: 5)) }
            #expect(value == [6])
        }
    }
}
