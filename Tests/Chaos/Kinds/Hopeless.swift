import Jobs
import Postgres

/// Gives up, and writes its row with that.
struct Hopeless: TrialHandler {
    static let kind = JobKind(chaos: "hopeless")
    static let expectation = Expectation(end: "discarded")

    func run(_ arguments: NoArguments, _ context: JobContext) async throws -> Outcome {
        await context.work(for: .milliseconds(100))
        try await context.intend(.discard)
        return .discard(reason: "chaos.hopeless")
    }

    func whenDiscarded(_ arguments: NoArguments, _ job: ClaimedJob, reason: String) -> PostgresBatch {
        var batch = PostgresBatch()
        batch.add(WriteEffect(job: job))
        return batch
    }
}
