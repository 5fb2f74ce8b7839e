import Logging
import Postgres
import Schema

/// A verb that works on a database.
protocol DatabaseVerb: Verb {
    var database: DatabaseOptions { get }

    /// False for a verb that is there to mend a schema that does not fit.
    static var needsCurrentSchema: Bool { get }

    func perform(on connection: PostgresConnection, _ output: Output) async throws
}

extension DatabaseVerb {
    static var needsCurrentSchema: Bool { true }

    func perform(_ output: Output) async throws {
        let configuration = database.configuration
        do {
            try configuration.validate()
        } catch {
            throw Failure(
                .usage, zh: "資料庫的連線字串有誤：\(error.reason ?? "")",
                en: "this is no connection string: \(error.reason ?? "")")
        }
        // What there is to say is said on standard error, once, by the verb.
        let silent = Logger(label: "fieldwork") { _ in SwiftLogNoOpLogHandler() }
        try await PostgresConnection.withConnection(configuration, logger: silent) { connection in
            if Self.needsCurrentSchema {
                let status = try await Migrator().status(connection)
                guard status.isCurrent else { throw Failure(schema: status) }
            }
            try await perform(on: connection, output)
        }
    }
}
