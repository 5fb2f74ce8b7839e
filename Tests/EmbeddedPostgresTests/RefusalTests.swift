import EmbeddedPostgres
import FoundationEssentials
import Testing

@Suite(.serverTurn) struct `What cannot be, and what the error says` {
    @Test func `a socket path that no address can hold`() async throws {
        let directory = "/tmp/" + String(repeating: "長", count: 40)
        let error = await #expect(throws: EmbeddedPostgresError.self) {
            try await EmbeddedPostgres.withServer(.init(home: .temporary, socketDirectory: directory)) { _ in }
        }
        #expect(error == .socketPathTooLong(path: directory + "/.s.PGSQL.5432", bytes: 139, limit: 107))
        #expect("\(try #require(error))".contains("Choose a shorter socket directory"))
    }

    @Test func `programs that are not there`() async throws {
        let error = await #expect(throws: EmbeddedPostgresError.self) {
            try await EmbeddedPostgres.withServer(.init(home: .temporary, binaryDirectory: "/nowhere/bin")) { _ in }
        }
        #expect(error == .binariesNotFound(searched: ["/nowhere/bin"], wanted: 14...18))
        #expect("\(try #require(error))".contains("make setup"))
    }

    @Test func `a setting the server does not take`() async throws {
        let error = await #expect(throws: EmbeddedPostgresError.self) {
            try await EmbeddedPostgres.withServer(.init(home: .temporary, parameters: ["shared_buffers": "plenty"])) { _ in }
        }
        guard case .startFailed(_, let log) = error else { Issue.record("got \(String(describing: error))"); return }
        #expect(log.contains("shared_buffers"))
    }

    @Test func `data of a version that is not installed`() async throws {
        try await withHomePath { home in
            let settings = EmbeddedPostgres.Settings(home: .directory(home))
            try await EmbeddedPostgres.withServer(settings) { _ in }
            try "9.6\n".write(toFile: home + "/data/PG_VERSION", atomically: false, encoding: .utf8)
            let error = await #expect(throws: EmbeddedPostgresError.self) {
                try await EmbeddedPostgres.withServer(settings) { _ in }
            }
            guard case .dataNeedsVersion(9, home, let installed) = error else {
                Issue.record("got \(String(describing: error))")
                return
            }
            #expect(!installed.isEmpty)
        }
    }
}
