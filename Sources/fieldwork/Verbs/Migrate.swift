import ArgumentParser
import Pipeline
import Postgres
import Schema

struct Migrate: DatabaseVerb {
    static let configuration = CommandConfiguration(
        abstract: "Brings a database to this release.",
        usage: "fieldwork migrate [<options>]",
        discussion: """
            Applies the migrations that are missing, then installs the codebooks and rule sets that come with the program. \
            Safe to run at any time and by several at once; daemons of the release before go on working unless the release \
            notes say otherwise.
            """)

    static let needsCurrentSchema = false

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var speech: LanguageOptions

    func perform(on connection: PostgresConnection, _ output: Output) async throws {
        let applied = try await Migrator().migrate(connection)
        for migration in applied {
            output.line(zh: "已套用 \(migration.name)", en: "applied \(migration.name)")
        }
        let status = try await Migrator().status(connection)
        guard case .current(let version) = status else { throw Failure(schema: status) }
        output.line(zh: "資料庫結構為第 \(version) 版。", en: "The schema is at version \(version).")
        let report = try await ShippedFiles.install(on: connection)
        for name in report.newCodebooks { output.line(zh: "已安裝編碼簿 \(name)", en: "installed codebook \(name)") }
        for name in report.newRuleSets { output.line(zh: "已安裝規則集 \(name)", en: "installed rule set \(name)") }
    }
}
