import Jobs

/// Is followed by others, put in line in the transaction of its effect.
struct Parent: TrialHandler {
    static let kind = JobKind(chaos: "parent")
    static let followUps = 2
    static let expectation = Expectation(followUps: followUps)

    func run(_ arguments: NoArguments, _ context: JobContext) async throws -> Outcome {
        await context.work(for: .milliseconds(50))
        try await context.intend(.complete)
        var effect = context.effect
        effect.followUps = (1...Self.followUps).map { number in
            NewJob(kind: Child.kind, arguments: #"{"parent": \#(context.job.id), "number": \#(number)}"#)
        }
        return .commit(effect)
    }
}
