import EmbeddedPostgres
import FoundationEssentials
import Testing

@Suite(.serverTurn) struct `A home that is kept` {
    @Test func `holds its data for the next server`() async throws {
        try await withHomePath { home in
            let settings = EmbeddedPostgres.Settings(home: .directory(home))
            try await EmbeddedPostgres.withServer(settings) { _ = try await ask($0, "create table kept as select 42 as answer") }
            #expect(!FileManager.default.fileExists(atPath: home + "/.s.PGSQL.5432"))
            let answer = try await EmbeddedPostgres.withServer(settings) { try await ask($0, "select answer from kept") }
            #expect(answer == "42")
        }
    }

    @Test func `takes new settings at each start`() async throws {
        try await withHomePath { home in
            for value in ["5MB", "7MB"] {
                let settings = EmbeddedPostgres.Settings(home: .directory(home), parameters: ["work_mem": value])
                let answer = try await EmbeddedPostgres.withServer(settings) { try await ask($0, "show work_mem") }
                #expect(answer == value)
            }
        }
    }

    @Test func `is not disturbed by a pid file whose number belongs to another process by now`() async throws {
        try await withHomePath { home in
            let settings = EmbeddedPostgres.Settings(home: .directory(home))
            // Another server of the same account: the one kind of process PostgreSQL itself would take for its own.
            try await EmbeddedPostgres.withServer(.temporary) { other in
                try await EmbeddedPostgres.withServer(settings) { _ = try await ask($0, "select") }
                let data = try await ask(other, "show data_directory")
                let pidFile = try String(contentsOfFile: data + "/postmaster.pid", encoding: .utf8)
                try pidFile.write(toFile: home + "/data/postmaster.pid", atomically: false, encoding: .utf8)
                let answer = try await EmbeddedPostgres.withServer(settings) { try await ask($0, "select 42") }
                #expect(answer == "42")
            }
        }
    }

    @Test func `is refused while open to others`() async throws {
        try await withHomePath { home in
            try FileManager.default.createDirectory(
                atPath: home, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
            let error = await #expect(throws: EmbeddedPostgresError.self) {
                try await EmbeddedPostgres.withServer(.init(home: .directory(home))) { _ in }
            }
            guard case .homeNotPrivate(home, _) = error else { Issue.record("got \(String(describing: error))"); return }
        }
    }
}
