import TestSupport
import Testing

/// Starts no more servers at once than the machine has processors.
struct ServerTurn: SuiteTrait, TestTrait, TestScoping {
    var isRecursive: Bool { true }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await Turnstile.servers.pass { try await function() }
    }
}

extension Trait where Self == ServerTurn {
    static var serverTurn: Self { ServerTurn() }
}
