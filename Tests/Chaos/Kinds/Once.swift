import Jobs

/// Is enqueued by several at the same moment and shall be one job for ever.
struct Once: TrialHandler {
    static let kind = JobKind(chaos: "once")
    static let expectation = Expectation(isOncePerKey: true)

    func run(_ arguments: NoArguments, _ context: JobContext) async throws -> Outcome {
        await context.work(for: .zero)
        try await context.intend(.complete)
        return .commit(context.effect)
    }
}
