import Jobs

/// Fails the first time.
struct Flaky: TrialHandler {
    static let kind = JobKind(chaos: "flaky")
    static let expectation = Expectation()

    func run(_ arguments: NoArguments, _ context: JobContext) async throws -> Outcome {
        let fails = context.job.attempt == 1
        // Said before the work, so that one that was frozen in the middle of it fails the moment it wakes up, and does not
        // first hear that its lease is over. Its successor says so afterwards, and shows whose failure was recorded.
        let saysSoFirst = fails && context.job.deaths == 0
        if saysSoFirst { try await context.intend(.fail) }
        await context.work(for: .milliseconds(400))
        if !saysSoFirst { try await context.intend(fails ? .fail : .complete) }
        guard !fails else { throw PassingFailure() }
        return .commit(context.effect)
    }
}
