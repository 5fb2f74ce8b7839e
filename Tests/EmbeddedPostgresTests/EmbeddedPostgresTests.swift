import EmbeddedPostgres
import FoundationEssentials
import Testing

@Suite(.serverTurn) struct `A private server` {
    @Test func `listens on a socket of its own and nowhere else, as somebody other than root`() async throws {
        try await EmbeddedPostgres.withServer { server in
            #expect(try await ask(server, "show listen_addresses") == "")
            #expect(try await ask(server, "show server_encoding") == "UTF8")
            #expect(try await ask(server, "select current_user") == "postgres")
            let data = try await ask(server, "show data_directory")
            let owner = try FileManager.default.attributesOfItem(atPath: data)[.ownerAccountID] as? Int
            #expect(owner != 0)
            #expect(14...18 ~= server.version)
        }
    }

    @Test func `leaves nothing behind when it was temporary`() async throws {
        let home = try await EmbeddedPostgres.withServer { $0.socketDirectory }
        #expect(!FileManager.default.fileExists(atPath: home))
    }

    @Test func `stops when the work beside it throws, and passes the error on`() async throws {
        struct Broken: Error {}
        var home = ""
        await #expect(throws: Broken.self) {
            try await EmbeddedPostgres.withServer { server in
                home = server.socketDirectory
                throw Broken()
            }
        }
        #expect(!home.isEmpty && !FileManager.default.fileExists(atPath: home))
    }

    @Test func `serves until cancelled work has ended, then stops`() async throws {
        let (homes, started) = AsyncStream<String>.makeStream()
        let work = Task {
            try await EmbeddedPostgres.withServer { server in
                started.yield(server.socketDirectory)
                for await _ in AsyncStream<Never>.makeStream().stream {}  // ends by cancellation alone
                #expect(Task.isCancelled)
                return try await Task { try await ask(server, "select 'still here'") }.value
            }
        }
        let home = try #require(await homes.first { _ in true })
        work.cancel()
        #expect(try await work.value == "still here")
        #expect(!FileManager.default.fileExists(atPath: home))
    }

    @Test func `keeps committed data over a restart of either kind`() async throws {
        try await EmbeddedPostgres.withServer { server in
            _ = try await ask(server, "create table kept as select 42 as answer")
            try await server.restart(.fast)
            #expect(try await ask(server, "select answer from kept") == "42")
            try await server.restart(.immediate)
            #expect(try await ask(server, "select answer from kept") == "42")
        }
    }

    @Test func `starts again after a kill, over the pid file that the killed server left`() async throws {
        try await EmbeddedPostgres.withServer { server in
            let data = try await ask(server, "show data_directory")
            _ = try await ask(server, "create table kept as select 42 as answer")
            try await server.kill()
            #expect(FileManager.default.fileExists(atPath: data + "/postmaster.pid"))
            try await server.start()
            #expect(try await ask(server, "select answer from kept") == "42")
        }
    }
}
