import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct `The schema` {
    /// `make snapshot` sets this to have the snapshot written instead of compared.
    private static let isWriting = ProcessInfo.processInfo.environment["FIELDWORK_WRITE_SNAPSHOT"] == "1"

    @Test func `is what its snapshot says`() async throws {
        let described = try await withTestDatabase { database in
            try await database.withConnection { connection in
                // So that every name in the description has its schema.
                try await connection.executeScript("set search_path = pg_catalog")
                return try await connection.execute(Description())
            }
        }
        let file = Repository.path("sql/snapshot.sql")
        if Self.isWriting {
            try (described.joined(separator: "\n") + "\n").write(toFile: file, atomically: true, encoding: .utf8)
        } else {
            let snapshot = try Repository.text(of: "sql/snapshot.sql").split(separator: "\n").map(String.init)
            let changes = described.difference(from: snapshot).map { change in
                switch change {
                case .remove(_, let line, _): "- \(line)"
                case .insert(_, let line, _): "+ \(line)"
                }
            }
            #expect(changes == [], "If the change is meant, run `make snapshot` and commit what it writes.")
        }
    }
}

private struct Description: PostgresStatement {
    static let sql = (try? Repository.text(of: "sql/describe.sql")) ?? ""

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}
