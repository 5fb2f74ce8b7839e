import Foundation
import Logging
import Postgres
import TestSupport
import Testing

/// Every statement there is in the sources is prepared against the migrated schema: a column that was renamed, or a statement
/// that was mistyped, is found without running it.
@Suite struct StatementTests {
    @Test func everyStatementCanBePrepared() async throws {
        let statements = try Self.statements()
        #expect(statements.count > 50, "the sources were not found")
        try await withTestDatabase { database in
            try await PostgresConnection.withConnection(
                PostgresConfiguration(database.conninfo), logger: Logger(label: "test")
            ) { connection in
                for (index, statement) in statements.enumerated() {
                    do {
                        try await connection.executeScript("prepare statement_\(index) as \(statement.sql)")
                    } catch {
                        Issue.record("\(statement.name): \(error) \((error as? PostgresError)?.serverMessage ?? "")")
                    }
                }
            }
        }
    }

    private struct Declared {
        let name: String
        let sql: String
    }

    /// The SQL of each type that declares itself a `PostgresStatement`, as it stands in the sources.
    private static func statements() throws -> [Declared] {
        let sources = URL(filePath: #filePath).appending(path: "../../../Sources").standardized
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var found: [Declared] = []
        for case let file as URL in files where file.pathExtension == "swift" {
            // Examples in comments speak of tables of their own.
            let source = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
                .filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
            for match in source.matches(of: /struct ([A-Z]\w*)(?:<[^>]*>)?: PostgresStatement \{/) {
                let sql = sql(in: source[match.range.upperBound...])
                found.append(
                    Declared(
                        name: String(match.output.1),
                        sql: try #require(sql, "\(match.output.1) declares no SQL that the test can read")))
            }
        }
        return found
    }

    private static func sql(in declaration: Substring) -> String? {
        guard let start = declaration.range(of: "static let sql =") else { return nil }
        let rest = declaration[start.upperBound...].drop { $0.isWhitespace }
        let quotes = rest.hasPrefix("\"\"\"") ? "\"\"\"" : "\""
        guard rest.hasPrefix(quotes) else { return nil }
        let body = rest.dropFirst(quotes.count)
        guard let end = body.range(of: quotes) else { return nil }
        let literal = String(body[..<end.lowerBound])
        // What is interpolated is not known here: such a statement could not be checked, and so is not allowed.
        guard !literal.contains("\\(") else { return nil }
        return literal.replacing("\\\\", with: "\\").replacing("\\\n", with: "")
    }
}
