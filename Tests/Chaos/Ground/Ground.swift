import EmbeddedPostgres
import Postgres

/// What a trial stands on: a server, the ways that lead to it, and the fault that is prepared for it.
struct Ground: Sendable {
    static let database = "chaos"

    let server: EmbeddedPostgres
    /// How those who enqueue and those who look get there; as the superuser.
    var clients: String
    var launch: @Sendable (_ number: Int) -> Launch
    /// Where the effect log lives, if not with the rest.
    var tablespace: String?
    /// What the server waits for before it acknowledges a commit, once the schema is there.
    var synchronousStandbys: String?
    /// Does the harm and undoes it. Returns when it is undone.
    var fault: @Sendable (Stage) async throws -> Void

    /// Everybody goes straight to the server.
    init(_ server: EmbeddedPostgres, fault: @escaping @Sendable (Stage) async throws -> Void) {
        self.server = server
        clients = server.conninfo(database: Self.database)
        let conninfo = server.conninfo(database: Self.database, user: ChaosSchema.worker)
        launch = { _ in Launch(database: conninfo, direct: conninfo) }
        self.fault = fault
    }
}
