import Foundation

/// Lets so many tests through at once and makes the others wait in line, so that what a test measures by a deadline is not how
/// many others began at the same moment.
///
/// Whoever is through already passes again without waiting: a test may need two databases.
package actor Turnstile {
    /// Tests that have a database.
    package static let databases = Turnstile(width: 4 * ProcessInfo.processInfo.activeProcessorCount)
    /// Tests that start a server of their own.
    package static let servers = Turnstile(width: ProcessInfo.processInfo.activeProcessorCount)

    /// Trials of the fault harness, each with a server and workers, which wait for leases to end most of the time.
    package static let trials = Turnstile(width: 2 * ProcessInfo.processInfo.activeProcessorCount)

    @TaskLocal private static var passed: Set<ObjectIdentifier> = []

    private var free: Int
    private var line: [CheckedContinuation<Void, Never>] = []

    private init(width: Int) { free = width }

    package nonisolated func pass<R: Sendable>(_ body: () async throws -> R) async throws -> R {
        guard !Self.passed.contains(ObjectIdentifier(self)) else { return try await body() }
        await enter()
        let result: Result<R, any Error>
        do {
            result = .success(try await Self.$passed.withValue(Self.passed.union([ObjectIdentifier(self)]), operation: body))
        } catch {
            result = .failure(error)
        }
        await leave()
        return try result.get()
    }

    private func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { line.append($0) }
        }
    }

    private func leave() {
        if line.isEmpty {
            free += 1
        } else {
            line.removeFirst().resume()
        }
    }
}
