import Jobs

/// Completes and writes nothing: such completions go many at once.
struct Bare: JobHandler {
    static let kind = JobKind(chaos: "bare")

    func run(_ arguments: NoArguments, _ context: JobContext) async throws -> Outcome {
        await context.work(for: .milliseconds(200))
        try await context.intend(.complete)
        return .commit(.none)
    }
}
