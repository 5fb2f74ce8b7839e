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
        var found: [(name: String, literal: String?)] = []
        // Pieces that several statements share, by the name they are interpolated by.
        var pieces: [String: String] = [:]
        for case let file as URL in files where file.pathExtension == "swift" {
            // Examples in comments speak of tables of their own.
            let source = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
                .filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
            for match in source.matches(of: /struct ([A-Z]\w*)(?:<[^>]*>)?: PostgresStatement \{/) {
                found.append((String(match.output.1), literal(after: "static let sql =", in: source[match.range.upperBound...])))
            }
            for match in source.matches(of: /static let (\w+) = "/) {
                pieces[String(match.output.1)] = literal(after: "=", in: source[match.range.lowerBound...])
            }
        }
        return try found.map { name, literal in
            let sql = try #require(literal, "\(name) declares no SQL that the test can read")
            return Declared(name: name, sql: try filled(sql, from: pieces))
        }
    }

    private static func filled(_ sql: String, from pieces: [String: String]) throws -> String {
        guard let match = sql.firstMatch(of: /\\\((?:\w+\.)?(\w+)\)/) else { return sql }
        let piece = try #require(pieces[String(match.output.1)], "\(match.output.1) is no piece of SQL that the test can read")
        return try filled(sql.replacingCharacters(in: match.range, with: piece), from: pieces)
    }

    private static func literal(after mark: String, in declaration: Substring) -> String? {
        guard let start = declaration.range(of: mark) else { return nil }
        let rest = declaration[start.upperBound...].drop { $0.isWhitespace }
        let quotes = rest.hasPrefix("\"\"\"") ? "\"\"\"" : "\""
        guard rest.hasPrefix(quotes) else { return nil }
        let body = rest.dropFirst(quotes.count)
        guard let end = body.range(of: quotes) else { return nil }
        return String(body[..<end.lowerBound]).replacing("\\\\", with: "\\").replacing("\\\n", with: "")
    }
}
