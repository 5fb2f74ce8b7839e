@testable import EmbeddedPostgres
import FoundationEssentials
import Testing

@Suite(.serverTurn) struct `When the owner is killed` {
    @Test func `a temporary server stops and its home goes`() async throws {
        try await withOwner(home: nil) { owner in
            owner.kill()
            await owner.lock.waitUntilFree()
            #expect(!ProcessTable.isAlive(owner.lock.postmaster))
            #expect(!FileManager.default.fileExists(atPath: owner.lock.home))
        }
    }

    @Test func `a kept home is tidied before the next server starts in it`() async throws {
        try await withHomePath { path in
            try await withOwner(home: path) { owner in
                owner.kill()
                // At once: the guard of the killed owner may still be at work, and holds the lock until it is done.
                let answer = try await EmbeddedPostgres.withServer(.init(home: .directory(path))) { server in
                    #expect(!ProcessTable.isAlive(owner.lock.postmaster))
                    return try await ask(server, "select 42")
                }
                #expect(answer == "42")
            }
        }
    }

    @Test func `a second owner is refused as long as the first one lives`() async throws {
        try await withHomePath { path in
            try await withOwner(home: path) { _ in
                await #expect(throws: EmbeddedPostgresError.homeInUse(path: path)) {
                    try await EmbeddedPostgres.withServer(.init(home: .directory(path), patience: .zero)) { _ in }
                }
            }
        }
    }
}
