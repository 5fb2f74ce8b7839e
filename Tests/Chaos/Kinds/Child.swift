import Jobs

/// Follows another.
struct Child: TrialHandler {
    struct Arguments: Decodable, Sendable {
        let parent: Int64
        let number: Int
    }

    static let kind = JobKind(chaos: "child")
    static let expectation = Expectation()

    func run(_ arguments: Arguments, _ context: JobContext) async throws -> Outcome {
        await context.work(for: .zero)
        try await context.intend(.complete)
        return .commit(context.effect)
    }
}
