import Foundation
import Postgres

/// Runs a statement and returns its plan instead of its rows.
struct Explain<Statement: PostgresStatement>: PostgresStatement {
    let statement: Statement

    init(_ statement: Statement) { self.statement = statement }

    static var sql: String { "explain (analyze, buffers, timing off, format json) \(Statement.sql)" }
    static var name: String { "Explain\(Statement.name)" }
    static var resultFormat: PostgresFormat { .text }
    func bind(to parameters: inout PostgresParameters) { statement.bind(to: &parameters) }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Plan {
        let json: PostgresJSON = try row.next()
        return Plan(json: json.text)
    }
}

struct Plan: Sendable {
    let json: String

    /// Pages that were touched, in memory or not.
    var pages: Int {
        guard let plans = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]],
            let root = plans.first?["Plan"] as? [String: Any]
        else { return .max }
        return ["Hit", "Read"].reduce(0) { $0 + (root["Shared \($1) Blocks"] as? Int ?? 0) }
    }

    func uses(index: String) -> Bool { json.contains("\"Index Name\": \"\(index)\"") }

    /// Reads the whole table.
    func readsInOrder(_ table: String) -> Bool {
        guard let scan = try? Regex(#""Seq Scan"[^}]*"Relation Name": "\#(table)""#) else { return true }
        return json.firstRange(of: scan) != nil
    }
}
