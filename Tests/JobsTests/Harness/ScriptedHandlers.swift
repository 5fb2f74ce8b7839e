import Foundation
import Jobs
import Postgres
import Synchronization

/// A handler whose every run is what its test says.
struct Scripted: JobHandler {
    struct Arguments: Codable, Sendable {}

    /// With more time than any test waits.
    static let kind = JobKind(
        "scripted", maxAttempts: 3, timeout: .seconds(3600), backoff: Backoff(base: .milliseconds(50), limit: .milliseconds(100)))

    let script: @Sendable (JobContext) async throws -> Outcome

    init(_ script: @escaping @Sendable (JobContext) async throws -> Outcome) { self.script = script }

    func run(_ arguments: Arguments, _ context: JobContext) async throws -> Outcome { try await script(context) }
}

extension Scripted {
    /// Waits at the gate, and then comes to what is said.
    static func waiting(
        at gate: Gate, then outcome: @escaping @Sendable (JobContext) -> Outcome = { _ in .commit(.none) }
    ) -> Scripted {
        Scripted { context in
            try await gate.arrive()
            return outcome(context)
        }
    }
}

/// Writes a row into a table without a unique key, so that an effect written twice is seen.
struct WriteEffect: PostgresStatement {
    let job: Int64
    static let sql = "insert into fieldwork_store.effects (job_id, kind, subject) values ($1, 'test', 'test')"
    func bind(to parameters: inout PostgresParameters) { parameters.append(job) }
}

extension Outcome {
    /// Commits one row of the effect log.
    static func effect(of context: JobContext, followUps: [NewJob] = []) -> Outcome {
        var effect = Effect(followUps: followUps)
        effect.statements.add(WriteEffect(job: context.job.id))
        return .commit(effect)
    }
}

/// Lets a test know that something was reached, and a handler wait until the test lets it go on.
final class Gate: Sendable {
    private let reached = AsyncStream.makeStream(of: Void.self)
    private let opened = AsyncStream.makeStream(of: Void.self)

    /// Called by the handler.
    func arrive() async throws {
        reached.continuation.yield()
        for await _ in opened.stream { return }
        try Task.checkCancellation()
    }

    /// Called by the test.
    func untilReached() async {
        for await _ in reached.stream { return }
    }

    func open() { opened.continuation.yield() }
}

final class Counter: Sendable {
    private let value = Atomic(0)
    @discardableResult func next() -> Int { value.add(1, ordering: .relaxed).newValue }
    var count: Int { value.load(ordering: .relaxed) }
}

struct Passing: Error {}

struct Permanent: PermanentFailure {
    let code = "test.permanent"
}
