import Foundation
import Logging
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
        guard let root else { return .max }
        return ["Hit", "Read"].reduce(0) { $0 + (root["Shared \($1) Blocks"] as? Int ?? 0) }
    }

    /// How often the node ran that ran most often.
    var mostLoops: Int { most { $0("Actual Loops") } }

    /// How many rows the node looked at that looked at most, all its runs together.
    var mostRows: Int {
        most { ($0("Actual Rows") + $0("Rows Removed by Filter") + $0("Rows Removed by Index Recheck")) * $0("Actual Loops") }
    }

    /// The highest figure of any node; too high where there is no plan.
    private func most(_ figure: (_ field: (String) -> Int) -> Int) -> Int {
        func most(_ node: [String: Any]) -> Int {
            let below = (node["Plans"] as? [[String: Any]] ?? []).map(most)
            return max(figure { node[$0] as? Int ?? 0 }, below.max() ?? 0)
        }
        return root.map(most) ?? .max
    }

    private var root: [String: Any]? {
        let plans = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
        return plans?.first?["Plan"] as? [String: Any]
    }

    func uses(index: String) -> Bool { json.contains("\"Index Name\": \"\(index)\"") }

    /// Reads the whole table.
    func readsInOrder(_ table: String) -> Bool {
        guard let scan = try? Regex(#""Seq Scan"[^}]*"Relation Name": "\#(table)""#) else { return true }
        return json.firstRange(of: scan) != nil
    }
}

extension QueueHarness {
    /// As the login that takes jobs, with its settings.
    func explain(_ statement: some PostgresStatement) async throws -> Plan {
        try await PostgresConnection.withConnection(configuration(), logger: .silent) { connection in
            try await connection.execute(Explain(statement))[0]
        }
    }
}
