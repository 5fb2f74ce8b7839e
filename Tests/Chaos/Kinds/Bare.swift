import Jobs

/// Completes and writes nothing: such completions go many at once.
struct Bare: TrialHandler {
    static let kind = JobKind(chaos: "bare")
    static let expectation = Expectation(hasEffect: false)

    func run(_ arguments: NoArguments, _ context: JobContext) async throws -> Outcome {
        await context.work(for: .milliseconds(200))
        try await context.intend(.complete)
        return .commit(.none)
    }
}
