import Foundation
import Glibc
import Subprocess
import TestSupport
import Testing

/// Another process that owns a server.
struct Owner {
    let process: pid_t
    let lock: HomeLock

    func kill() { _ = Glibc.kill(process, SIGKILL) }
}

/// The lock of a home, seen from outside.
struct HomeLock: Sendable {
    let home: String
    let postmaster: pid_t
    private let file: CInt

    init(home: String) throws {
        self.home = home
        postmaster = try #require(
            pid_t(String(contentsOfFile: home + "/data/postmaster.pid", encoding: .utf8).prefix(while: \.isNumber)))
        // Opened while the home is there: it may be removed before it is free.
        file = open(home + "/lock", O_RDWR | O_CLOEXEC)
        try #require(file >= 0)
    }

    /// Returns when whoever holds the lock is gone, on a thread that may block.
    func waitUntilFree() async {
        let file = file
        let status: CInt = await withCheckedContinuation { free in
            Thread.detachNewThread {
                let status = flock(file, LOCK_EX)
                flock(file, LOCK_UN)
                free.resume(returning: status)
            }
        }
        #expect(status == 0)
    }

    fileprivate func forget() { close(file) }
}

/// Runs `body` beside a process that owns a server in `home`, or in a temporary one. The process is killed in the end at the
/// latest, and what it leaves is waited for.
@discardableResult
func withOwner<R: Sendable>(home: String?, _ body: (Owner) async throws -> R) async throws -> R {
    let path = "\(BuiltPrograms.directory):/usr/bin:/bin"
    return try await run(
        .name("PostgresOwner"), arguments: Arguments(home.map { [$0] } ?? []), environment: .inherit.updating(["PATH": path]),
        input: .none, output: .sequence, error: .currentStandardError
    ) { execution in
        var said = execution.standardOutput.strings().makeAsyncIterator()
        let home = try #require(await said.next())
        let owner = Owner(process: execution.processIdentifier.value, lock: try HomeLock(home: home))
        defer { owner.lock.forget() }
        let result: Result<R, any Error>
        do { result = .success(try await body(owner)) } catch { result = .failure(error) }
        owner.kill()
        await owner.lock.waitUntilFree()
        return try result.get()
    }.closureResult
}
