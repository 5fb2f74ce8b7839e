import Jobs

/// Fails the first time.
struct Flaky: JobHandler {
    static let kind = JobKind(chaos: "flaky")

    func run(_ arguments: NoArguments, _ context: JobContext) async throws -> Outcome {
        await context.work(for: .milliseconds(200))
        guard context.job.attempt > 1 else {
            try await context.intend(.fail)
            throw PassingFailure()
        }
        try await context.intend(.complete)
        return .commit(context.effect)
    }
}
