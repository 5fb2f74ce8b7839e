import Logging
import Postgres
import Schema

/// Lets the daemon begin when the database is there and its schema is one this release works with.
struct SchemaGate: Sendable {
    let database: PostgresConfiguration
    let state: DaemonState
    let logger: Logger

    /// Waits as long as the database cannot be reached.
    ///
    /// - Throws: ``UnfitDatabase`` if it can be, and does not fit; `CancellationError`.
    func pass() async throws {
        var pacing = LogPacing()
        var pause = Duration.milliseconds(250)
        while true {
            try Task.checkCancellation()
            do {
                let status = try await PostgresConnection.withConnection(database, logger: logger) {
                    try await Migrator().status($0)
                }
                guard status.isCurrent else { throw UnfitDatabase(reason: "\(status)") }
                return
            } catch let error as PostgresError {
                if error.sqlState == .insufficientPrivilege {
                    throw UnfitDatabase(
                        reason:
                            "this login may not read the schema's version. Run `grant fieldwork_worker to …` as docs/operations.md shows."
                    )
                }
                state.wait("the database does not answer: \(error)")
                if pacing.isDue(at: .now) {
                    logger.warning(
                        "waiting for the database",
                        metadata: ["reason": "\(error)", "suppressed": "\(pacing.takeSuppressed())"])
                }
            }
            try await Task.sleep(for: pause * Double.random(in: 0.75...1))
            pause = min(pause * 2, .seconds(5))
        }
    }
}

/// The database can be reached, but this release cannot work with it.
struct UnfitDatabase: Error {
    /// What is wrong and what to do about it.
    let reason: String
}
