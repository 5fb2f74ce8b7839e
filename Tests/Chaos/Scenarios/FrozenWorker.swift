import Glibc
import Postgres

/// A worker stands still for longer than its lease, and goes on while others are at its jobs.
struct FrozenWorker: PlainScenario {
    let name = "frozen"

    func strike(_ stage: Stage) async throws {
        var frozen = stage.crew.living[0]
        try await stage.wait(for: "a worker frozen in the middle of its jobs") {
            for worker in stage.crew.living where try await holdsAll(worker, stage) {
                worker.send(SIGSTOP)
                if try await holdsAll(worker, stage) {
                    frozen = worker
                    return true
                }
                worker.send(SIGCONT)
            }
            return false
        }
        defer { frozen.send(SIGCONT) }
        try await stage.wait(for: "others at its jobs") {
            try await stage.pool.execute(CountTakenOver(process: frozen.id ?? 0)) == [Self.kinds]
        }
    }

    /// One for each way to settle: with an effect, without, and by failing.
    private static let kinds = 3 as Int64

    private func holdsAll(_ worker: WorkerProcess, _ stage: Stage) async throws -> Bool {
        try await stage.pool.execute(CountHeldKinds(process: worker.id ?? 0)) == [Self.kinds]
    }
}

private let settledInEachWay = "(j.kind in ('chaos.slow', 'chaos.bare') or j.kind = 'chaos.flaky' and j.attempt = 1)"

/// Kinds of which a process runs a job.
private struct CountHeldKinds: PostgresStatement {
    let process: Int32
    static let sql = """
        select count(distinct j.kind) from fieldwork_jobs.jobs j
        join fieldwork_jobs.incarnations i on i.id = j.incarnation and i.pid = $1
        where j.state = 'running' and j.started_at is not null and \(settledInEachWay)
        """
    func bind(to parameters: inout PostgresParameters) { parameters.append(process) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

/// Kinds of which a job was recovered from a process and runs again.
private struct CountTakenOver: PostgresStatement {
    let process: Int32
    static let sql = """
        select count(distinct j.kind) from fieldwork_jobs.job_events e
        join fieldwork_jobs.incarnations i on i.id = e.incarnation and i.pid = $1
        join fieldwork_jobs.jobs j on j.id = e.job_id and j.state = 'running' and j.started_at is not null
        where e.event = 'recovered' and \(settledInEachWay)
        """
    func bind(to parameters: inout PostgresParameters) { parameters.append(process) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
