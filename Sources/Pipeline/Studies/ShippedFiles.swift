import Clusters
import Codebooks
package import Postgres
import Storage

/// The codebooks and rule sets that come with the program, as a database keeps them.
package enum ShippedFiles {
    /// What was added, by name and version.
    package struct Report: Sendable, Hashable {
        package fileprivate(set) var newCodebooks: [String] = []
        package fileprivate(set) var newRuleSets: [String] = []
    }

    /// Puts in what is not there yet; what is there stays, whatever its age.
    package static func install(on connection: isolated PostgresConnection) async throws -> Report {
        try await connection.withTransaction { connection in
            var report = Report()
            for entry in CodebookLibrary.entries {
                let codebook = try entry.read().codebook
                let statement = SaveCodebook(codebook, source: String(decoding: entry.yaml, as: UTF8.self))
                if try await connection.execute(statement) == [true] {
                    report.newCodebooks.append("\(codebook.name) \(codebook.version)")
                }
            }
            for name in RuleSetLibrary.names {
                guard let yaml = RuleSetLibrary.yaml(name), let ruleSet = try RuleSetLibrary.ruleSet(name) else { continue }
                let statement = SaveRuleSet(ruleSet, source: String(decoding: yaml, as: UTF8.self))
                if try await connection.execute(statement) == [true] {
                    report.newRuleSets.append("\(ruleSet.name) \(ruleSet.version)")
                }
            }
            return report
        }
    }
}
