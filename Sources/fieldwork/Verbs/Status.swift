import ArgumentParser
import Postgres
import Schema
import Storage

struct Status: DatabaseVerb {
    static let configuration = CommandConfiguration(
        abstract: "Shows what is going on: processes, queues, documents, failures.",
        usage: "fieldwork status [<options>]")

    @OptionGroup var format: JSONOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var speech: LanguageOptions

    func perform(on connection: PostgresConnection, _ output: Output) async throws {
        let situation = Situation(
            schema: try await Migrator().status(connection), processes: try await connection.execute(ListProcesses()),
            depths: try await connection.execute(CountJobs()), standings: try await connection.execute(CountDocuments()),
            failures: try await connection.execute(CountFailures()))
        if format.json { output.json(situation.json) } else { situation.print(output) }
    }
}
