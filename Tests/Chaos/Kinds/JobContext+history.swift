import Jobs
import Postgres

/// What all handlers of the harness do beside their own.
extension JobContext {
    /// Works for a while, and for long on a job that comes back from a lost process, so that whoever was taken for lost and
    /// wakes up meets its successor at work. Goes on when it is told to stop: what comes of that only the queue keeps out.
    func work(for time: Duration) async {
        FaultPoint.midRun.reach()
        try? await Task.sleep(for: job.deaths > 0 ? .milliseconds(1500) : time)
    }

    /// Writes down, apart from any effect, what the attempt is about to ask for.
    func intend(_ kind: History.Intent.Kind) async throws {
        // In a task of its own, for this one may have been told to stop.
        try await Task { _ = try await database.execute(WriteIntent(job: job, kind: kind)) as [Void] }.value
    }

    /// A row of the effect log.
    var effect: Effect {
        var effect = Effect()
        effect.statements.add(WriteEffect(job: job))
        return effect
    }
}

/// No references to anything.
struct NoArguments: Decodable, Sendable {}

/// A failure that passes.
struct PassingFailure: CodedFailure {
    var code: String { HistoryChecker.failure }
}

struct WriteEffect: PostgresStatement {
    let job: ClaimedJob

    static let sql = "insert into chaos.effects (job_id, kind, attempt, token, incarnation) values ($1, $2, $3, $4, $5)"

    func bind(to parameters: inout PostgresParameters) {
        parameters.append(job.id)
        parameters.append(job.kind)
        parameters.append(Int16(clamping: job.attempt))
        parameters.append(job.token)
        parameters.append(job.incarnation)
    }
}

struct WriteIntent: PostgresStatement {
    let job: ClaimedJob
    let kind: History.Intent.Kind

    static let sql = "insert into chaos.intents (job_id, attempt, token, incarnation, intent) values ($1, $2, $3, $4, $5)"

    func bind(to parameters: inout PostgresParameters) {
        parameters.append(job.id)
        parameters.append(Int16(clamping: job.attempt))
        parameters.append(job.token)
        parameters.append(job.incarnation)
        parameters.append(kind.rawValue)
    }
}
