import EmbeddedPostgres
import Glibc
import Postgres
import TestSupport
import Testing

@Suite("Connections")
struct ConnectionTests {
    @Test("that break while idle are noticed before the next statement")
    func killedWhileIdle() async throws {
        try await withTestConfiguration { configuration in
            try await withConnection(configuration) { observer in
                try await withConnection(configuration) { connection in
                    try await observer.execute(Terminate(backendPID: connection.backendPID))
                    // The end of its notifications is the end of the connection.
                    for await _ in connection.notifications {}
                    connection.expectClosed()
                    let error = try await postgresError { try await connection.execute(AddOne(value: 1)) }
                    #expect(error.kind == .connectionLost && error.sqlState == .adminShutdown)
                }
            }
        }
    }

    @Test("that break in a statement throw what the server said last", arguments: [SIGTERM, SIGKILL])
    func killedWhileBusy(signal: Int32) async throws {
        // Of its own: a killed process takes all sessions of the server with it.
        try await withTestServerConfiguration { configuration in
            try await withConnection(configuration) { observer in
                let (pids, pid) = AsyncStream<Int32>.makeStream()
                async let error = withConnection(configuration) { connection in
                    pid.yield(connection.backendPID)
                    return try await postgresError { try await connection.execute(Sleep()) }
                }
                var iterator = pids.makeAsyncIterator()
                let backend = try #require(await iterator.next())
                try await observer.waitUntilAsleep(backend)
                try send(signal, to: backend)
                let thrown = try await error
                #expect(thrown.kind == .connectionLost && thrown.statement == "Sleep")
                #expect(thrown.sqlState == (signal == SIGTERM ? .adminShutdown : nil))
            }
        }
    }

    @Test("carry their application name")
    func applicationName() async throws {
        try await withTestConnection {
            $0.applicationName = "it's fieldwork"
        } _: { connection in
            let names = try await connection.execute(ApplicationName())
            #expect(names == ["it's fieldwork"])
        }
    }

    private struct ApplicationName: PostgresStatement {
        static let sql = "select application_name from pg_stat_activity where pid = pg_backend_pid()"
        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
    }

    // MARK: Failing to connect

    @Test("that cannot be opened say why, with the hosts and without the password")
    func refused() async throws {
        let refusedPort = try SilentServer.unusedPort()
        var configuration = PostgresConfiguration(
            "postgresql://someone:hunter2@127.0.0.1:\(refusedPort),localhost:\(refusedPort)/nowhere")
        configuration.connectTimeout = .seconds(2)
        let error = try await postgresError { try await withConnection(configuration) { _ in } }
        #expect(error.kind == .connectFailed)
        #expect(error.description.contains("127.0.0.1:\(refusedPort): "))
        #expect(error.description.contains("localhost:\(refusedPort): "))
        #expect(error.description.contains("Connection refused"))
        for text in ["\(error)", "\(configuration)", String(reflecting: configuration)] { #expect(!text.contains("hunter2")) }
    }

    @Test("to what is no connection string are refused without repeating it", arguments: ["hunter2", "host=x passwort=hunter2"])
    func malformed(conninfo: String) async throws {
        let error = try await postgresError { try await withConnection(PostgresConfiguration(conninfo)) { _ in } }
        #expect(error.kind == .misuse)
        #expect(!error.description.contains("hunter2"))
    }

    @Test("to a database that is not there carry the server's code")
    func noDatabase() async throws {
        try await withTestConfiguration { configuration in
            var other = configuration
            other.conninfo += " dbname=no_such_database"
            let error = try await postgresError { try await withConnection(other) { _ in } }
            #expect(error.kind == .connectFailed && error.sqlState == .invalidCatalogName)
            #expect(!error.description.contains("no_such_database"))
        }
    }

    @Test("to a server that accepts and says nothing end at the deadline")
    func silent() async throws {
        let server = try SilentServer()
        var configuration = PostgresConfiguration("host=127.0.0.1 port=\(server.port)")
        configuration.connectTimeout = .milliseconds(100)
        let error = try await postgresError { try await withConnection(configuration) { _ in } }
        #expect(error.kind == .connectFailed)
        #expect(error.description == "could not connect: 127.0.0.1:\(server.port): no answer in time")
    }

    @Test("to a server that says nothing can be cancelled")
    func cancelledWhileConnecting() async throws {
        let server = try SilentServer()
        let opening = Task {
            try await postgresError {
                try await withConnection(PostgresConfiguration("host=127.0.0.1 port=\(server.port)")) { _ in }
            }
        }
        server.acceptOne()
        opening.cancel()
        #expect(try await opening.value.kind == .cancelled)
    }

    @Test("go to the next host if the first is silent, refuses, or is of the wrong kind")
    func severalHosts() async throws {
        let silent = try SilentServer()
        let refusedPort = try SilentServer.unusedPort()
        try await withTestServer { server in
            let socket = server.postgres.socketDirectory
            var configuration = PostgresConfiguration(
                "host=127.0.0.1,127.0.0.1,\(socket) port=\(silent.port),\(refusedPort),\(server.postgres.port) user=postgres dbname=postgres"
            )
            configuration.connectTimeout = .seconds(9)
            #expect(try await withConnection(configuration) { try await $0.execute(AddOne(value: 1)) } == [2])

            configuration.conninfo =
                "host=127.0.0.1,\(socket) port=\(refusedPort),\(server.postgres.port) user=postgres dbname=postgres target_session_attrs=prefer-standby"
            #expect(try await withConnection(configuration) { try await $0.execute(AddOne(value: 1)) } == [2])

            configuration.conninfo = "host=\(socket) user=postgres dbname=postgres target_session_attrs=standby"
            let error = try await postgresError { try await withConnection(configuration) { _ in } }
            #expect(error.kind == .connectFailed)
            #expect(error.description.contains("standby"))
        }
    }
}
