import Jobs

/// Writes its row and is done.
struct Quick: TrialHandler {
    static let kind = JobKind(chaos: "quick")
    static let expectation = Expectation()

    func run(_ arguments: NoArguments, _ context: JobContext) async throws -> Outcome {
        await context.work(for: .zero)
        try await context.intend(.complete)
        return .commit(context.effect)
    }
}
