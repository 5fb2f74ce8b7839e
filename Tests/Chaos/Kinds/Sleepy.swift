import Jobs
import Postgres

/// Asks to come back later until it has asked once.
struct Sleepy: TrialHandler {
    static let kind = JobKind(chaos: "sleepy")
    static let expectation = Expectation()

    func run(_ arguments: NoArguments, _ context: JobContext) async throws -> Outcome {
        let hasSlept = try await context.database.execute(HasSlept(job: context.job.id))
        await context.work(for: .milliseconds(20))
        guard hasSlept == [true] else {
            try await context.intend(.snooze)
            return .snooze(.milliseconds(300))
        }
        try await context.intend(.complete)
        return .commit(context.effect)
    }
}

private struct HasSlept: PostgresStatement {
    let job: Int64
    static let sql = "select exists (select from chaos.intents where job_id = $1 and intent = 'snooze')"
    func bind(to parameters: inout PostgresParameters) { parameters.append(job) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}
