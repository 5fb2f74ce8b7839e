import Jobs
import Postgres

/// Takes in the evidence there is about a subject: one job for all that is committed while it waits.
struct Gather: TrialHandler {
    struct Arguments: Decodable, Sendable { let subject: String }

    static let kind = JobKind(chaos: "gather")
    static let expectation = Expectation()

    func run(_ arguments: Arguments, _ context: JobContext) async throws -> Outcome {
        let evidence = try await context.database.execute(ReadSubject(subject: arguments.subject))
        await context.work(for: .milliseconds(100))
        try await context.intend(.complete)
        var effect = context.effect
        effect.statements.add(WriteGathered(evidence: evidence, job: context.job))
        return .commit(effect)
    }
}

private struct ReadSubject: PostgresStatement {
    let subject: String
    static let sql = "select id from chaos.evidence where subject = $1 order by id"
    func bind(to parameters: inout PostgresParameters) { parameters.append(subject) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

private struct WriteGathered: PostgresStatement {
    let evidence: [Int64]
    let job: ClaimedJob
    static let sql = "insert into chaos.gathered (evidence_id, job_id, token) select e, $2, $3 from unnest($1::bigint[]) e"
    func bind(to parameters: inout PostgresParameters) {
        parameters.append(evidence)
        parameters.append(job.id)
        parameters.append(job.token)
    }
}
