import Jobs

/// Takes its time.
struct Slow: TrialHandler {
    static let kind = JobKind(chaos: "slow")
    static let expectation = Expectation()

    func run(_ arguments: NoArguments, _ context: JobContext) async throws -> Outcome {
        await context.work(for: .milliseconds(500))
        try await context.intend(.complete)
        return .commit(context.effect)
    }
}
