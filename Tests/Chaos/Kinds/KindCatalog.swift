import Jobs

/// The kinds of the harness.
enum KindCatalog {
    static let handlers: [any TrialHandler] = [
        Quick(), Bare(), Slow(), Parent(), Child(), Flaky(), Sleepy(), Hopeless(), Gather(), Once(),
    ]

    /// By kind.
    static let expectations = Dictionary(
        uniqueKeysWithValues: handlers.map { handler in (type(of: handler).kind.name, type(of: handler).expectation) })
}

extension JobKind {
    /// A kind of the harness. Its jobs never run out of attempts: what fails while the database is away fails often.
    init(chaos name: String) {
        self.init(
            "chaos." + name, maxAttempts: 10_000,
            backoff: Backoff(base: .milliseconds(100), limit: .milliseconds(500)))
    }
}
