import ArgumentParser
import Foundation
import Postgres
import Reports
import Schema
import SourceFiles
import Storage

struct Doctor: DatabaseVerb {
    static let configuration = CommandConfiguration(
        abstract: "Looks for what is wrong or soon will be, and says what to do.",
        usage: "fieldwork doctor [<options>]",
        discussion: "Changes nothing. The status is 65 where something is at fault, and 0 for warnings and notes.")

    @OptionGroup var format: JSONOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var speech: LanguageOptions

    func perform(on connection: PostgresConnection, _ output: Output) async throws {
        let findings = try await connection.execute(ReadVitalSigns())[0].findings(clock: Date())
        if format.json {
            output.json(.array(findings.map(\.json)))
        } else if findings.isEmpty {
            output.line(zh: "一切正常。", en: "All is well.")
        } else {
            for (index, finding) in findings.enumerated() {
                if index > 0 { output.line() }
                output.entries([
                    (finding.severity.name[output.language], "\(finding.what[output.language]) [\(finding.code)]"),
                    ("", finding.advice[output.language]),
                ])
            }
        }
        if findings.contains(where: { $0.severity == .fault }) { throw ExitStatus.badData.code }
    }
}

extension Finding {
    fileprivate var json: JSONText {
        .object([
            ("code", .string(code)), ("severity", .string(severity.rawValue)), ("what", .text(what)), ("advice", .text(advice)),
        ])
    }
}
