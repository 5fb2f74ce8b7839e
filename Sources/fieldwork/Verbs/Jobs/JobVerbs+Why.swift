import ArgumentParser
import Postgres
import Reports
import SourceFiles
import Storage

extension JobVerbs {
    struct Why: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Says why a job is not done, and what to do.",
            usage: "fieldwork jobs why <id> [<options>]")

        @Argument(help: "The job's id.")
        var id: Int64

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            guard let job = try await connection.execute(FindJob(id: id)).first,
                let around = try await connection.execute(FindSurroundings(job: id)).first
            else { throw JobVerbs.unknown(id) }
            let limit = try await connection.execute(FindLimitAhead(job: id)).first
            output.entries([("\(id)", job.explanation(around, limit: limit)[output.language])])
        }
    }
}
