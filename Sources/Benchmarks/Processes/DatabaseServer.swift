import Postgres

/// The processes of a PostgreSQL server on this machine.
struct DatabaseServer: Sendable {
    private let postmaster: MeasuredProcess

    /// The server that a connection leads to; nil if it may be on another machine.
    static func of(_ connection: isolated PostgresConnection) async throws -> DatabaseServer? {
        guard let session = try await connection.execute(LocalSession()).first else { return nil }
        return DatabaseServer(postmaster: MeasuredProcess(id: try MeasuredProcess(id: session).usage().parent))
    }

    /// Processor time of all its processes, those that have ended included.
    func processorTime() throws -> Duration {
        let server = try postmaster.usage()
        // Others come and go while this looks.
        let sessions = try MeasuredProcess.all().compactMap { try? $0.usage() }.filter { $0.parent == postmaster.id }
        return sessions.reduce(server.own + server.children) { $0 + $1.own + $1.children }
    }
}

/// The process that serves the session, if it is reached by a Unix socket.
private struct LocalSession: PostgresStatement {
    static let sql = "select pg_backend_pid() where inet_server_addr() is null"

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int32 { try row.next() }
}
