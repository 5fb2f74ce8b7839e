import Logging
import Postgres
import Storage
import TestSupport
import Testing

@Suite struct StoredJSONTests {
    @Test("What JSON cannot hold is refused by the database, and nothing is stored in its place")
    func notRepresentable() async throws {
        try await withTestDatabase { database in
            try await PostgresConnection.withConnection(
                PostgresConfiguration(database.conninfo), logger: Logger(label: "test")
            ) { connection in
                let kept = try await connection.execute(EchoJSON(value: [0.5]))
                #expect(kept == ["[0.5]"])
                await #expect(throws: PostgresError.self) { _ = try await connection.execute(EchoJSON(value: [.nan])) }
            }
        }
    }
}

private struct EchoJSON: PostgresStatement {
    let value: [Double]

    static let sql = "select ($1::jsonb)::text"

    func bind(to parameters: inout PostgresParameters) { parameters.append(PostgresJSON(StoredJSON.encode(value))) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}
