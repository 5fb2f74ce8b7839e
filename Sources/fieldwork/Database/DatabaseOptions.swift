import ArgumentParser
import Foundation
import Postgres

/// Which database a verb works on.
struct DatabaseOptions: ParsableArguments, Sendable {
    @Option(
        help: ArgumentHelp(
            "The database, as a libpq connection string or URL. Else FIELDWORK_DATABASE, else PGHOST, PGDATABASE ...",
            valueName: "conninfo"))
    var database: String?

    var configuration: PostgresConfiguration {
        var configuration = PostgresConfiguration(
            database ?? ProcessInfo.processInfo.environment["FIELDWORK_DATABASE"] ?? "")
        configuration.applicationName = "fieldwork"
        return configuration
    }
}
