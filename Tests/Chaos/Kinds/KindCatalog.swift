import Jobs

/// The kinds of the harness: what runs them, and what each has to leave behind.
enum KindCatalog {
    static let handlers: [any JobHandler] = [
        Quick(), Bare(), Slow(), Parent(), Child(), Flaky(), Sleepy(), Hopeless(), Gather(), Once(),
    ]

    static let expectations: [String: Expectation] = [
        Quick.kind.name: Expectation(),
        Bare.kind.name: Expectation(hasEffect: false),
        Slow.kind.name: Expectation(),
        Parent.kind.name: Expectation(followUps: Parent.followUps),
        Child.kind.name: Expectation(),
        Flaky.kind.name: Expectation(),
        Sleepy.kind.name: Expectation(),
        Hopeless.kind.name: Expectation(end: "discarded"),
        Gather.kind.name: Expectation(),
        Once.kind.name: Expectation(isOncePerKey: true),
    ]
}

extension JobKind {
    /// A kind of the harness. Its jobs never run out of attempts: what fails while the database is away fails often.
    init(chaos name: String) {
        self.init(
            "chaos." + name, maxAttempts: 10_000,
            backoff: Backoff(base: .milliseconds(100), limit: .milliseconds(500)))
    }
}
