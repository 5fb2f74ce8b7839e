import Postgres
import Testing

@Suite("Errors")
struct ErrorTests {
    @Test("a violated constraint is told by code, class and name, and never by value")
    func constraintViolation() async throws {
        try await withTestConnection { connection in
            try await connection.createItems()
            let secret = "Ms. P1L, 訪談者"
            try await connection.execute(InsertItem(id: 7_654_321, name: secret))
            let error = try await postgresError { try await connection.execute(InsertItem(id: 7_654_321, name: secret)) }
            #expect(error.kind == .server)
            #expect(error.sqlState == .uniqueViolation)
            #expect(error.sqlState?.class == .integrityConstraintViolation)
            #expect(error.schema == "public" && error.table == "item" && error.constraint == "item_id_key")
            #expect(error.statement == "InsertItem")
            #expect(
                "\(error)" == "the server refused [23505] in InsertItem (schema public, table item, constraint item_id_key)")
            // The value is there, for whoever knows what it is.
            #expect(error.serverDetail?.contains("7654321") == true)
        }
    }

    private struct Cast: PostgresStatement {
        let text: String
        static let sql = "select $1::text::int8"
        func bind(to parameters: inout PostgresParameters) { parameters.append(text) }
    }

    private struct Raise: PostgresStatement {
        let text: String
        static let sql = "select raise_it($1)"
        func bind(to parameters: inout PostgresParameters) { parameters.append(text) }
    }

    @Test("no way of printing an error shows what the server quoted")
    func redaction() async throws {
        try await withTestConnection { connection in
            try await connection.createItems()
            try await connection.executeScript(
                """
                create function raise_it(text) returns void language plpgsql as $$ begin
                    raise exception 'message %', $1 using detail = 'detail ' || $1, hint = 'hint ' || $1, errcode = 'FW001';
                end $$
                """)
            let secret = "秘密 Mr. Q1L"
            let errors = [
                try await postgresError { try await connection.execute(Cast(text: secret)) },
                try await postgresError { try await connection.execute(InsertItem(id: 1, name: secret + " and a long name")) },
                try await postgresError { try await connection.execute(Raise(text: secret)) },
            ]
            #expect(errors.map(\.sqlState) == [.invalidTextRepresentation, .checkViolation, SQLState(rawValue: "FW001")])
            for error in errors {
                var dumped = ""
                dump(error, to: &dumped)
                for text in ["\(error)", String(reflecting: error), String(describing: error as any Error), dumped] {
                    #expect(!text.contains("秘密") && !text.contains("Q1L"))
                    #expect(text.contains(error.sqlState?.rawValue ?? "?"))
                }
                #expect((error.serverMessage ?? "").contains("秘密") || (error.serverDetail ?? "").contains("秘密"))
            }
            #expect(errors[2].serverHint == "hint \(secret)")
        }
    }

    private struct Misspelt: PostgresStatement {
        static let sql = "select 1, selec"
    }

    @Test("a statement that does not fit the schema names itself and the place")
    func badStatement() async throws {
        try await withTestConnection { connection in
            let prepared = try await postgresError { try await connection.prepare(Misspelt()) }
            #expect(prepared.sqlState == .undefinedColumn)
            #expect(prepared.position == 11)
            #expect(prepared.description == "the server refused [42703] in Misspelt (position 11)")
            let executed = try await postgresError { try await connection.execute(Misspelt()) }
            #expect(executed.sqlState == .undefinedColumn)
            try await connection.prepare(AddOne(value: 0))
            #expect(try await connection.execute(AddOne(value: 0)) == [1])
        }
    }
}
