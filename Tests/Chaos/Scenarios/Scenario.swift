import EmbeddedPostgres

/// One fault, and the ground it needs.
protocol Scenario: Sendable {
    var name: String { get }

    /// Whether it may lose jobs that were acknowledged; how many is measured.
    var losesAcknowledged: Bool { get }

    /// Whether its fault is a worker's death, and nothing else keeps others from recovering what it held.
    var killsWorkers: Bool { get }

    /// What this machine lacks for it, in words for whoever runs it; nil when nothing.
    func obstacle() async -> String?

    /// Gives `body` the ground, and takes it away when `body` has returned.
    func withGround<R: Sendable>(_ plan: Plan, _ body: (Ground) async throws -> R) async throws -> R
}

extension Scenario {
    var losesAcknowledged: Bool { false }
    var killsWorkers: Bool { false }

    func obstacle() async -> String? { nil }
}

/// A fault that needs nothing but a server.
protocol PlainScenario: Scenario {
    func strike(_ stage: Stage) async throws
}

extension PlainScenario {
    func withGround<R: Sendable>(_ plan: Plan, _ body: (Ground) async throws -> R) async throws -> R {
        try await EmbeddedPostgres.withServer { try await body(Ground($0, fault: strike)) }
    }
}
