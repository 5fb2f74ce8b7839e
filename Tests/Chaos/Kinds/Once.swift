import Jobs

/// Is enqueued by several at the same moment and shall be one job for ever.
struct Once: JobHandler {
    static let kind = JobKind(chaos: "once")

    func run(_ arguments: NoArguments, _ context: JobContext) async throws -> Outcome {
        await context.work(for: .zero)
        try await context.intend(.complete)
        return .commit(context.effect)
    }
}
