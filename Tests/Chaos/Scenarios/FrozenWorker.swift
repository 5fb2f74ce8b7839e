import Glibc
import Postgres

/// A worker stands still for longer than its lease, and goes on while others are at its jobs.
struct FrozenWorker: PlainScenario {
    let name = "frozen"

    func strike(_ stage: Stage) async throws {
        let frozen = stage.crew.living[0]
        try await stage.wait(for: "a worker frozen in the middle of its jobs") {
            try await stage.wait(for: "jobs in its hands") { try await stage.held(by: frozen) >= 3 }
            frozen.send(SIGSTOP)
            if try await stage.held(by: frozen) >= 3 { return true }
            frozen.send(SIGCONT)
            return false
        }
        defer { frozen.send(SIGCONT) }
        try await stage.wait(for: "others at its jobs") {
            try await stage.pool.execute(CountTakenOver(process: frozen.id ?? 0))[0] >= 3
        }
    }
}

/// Jobs that were recovered from a process and run again.
private struct CountTakenOver: PostgresStatement {
    let process: Int32
    static let sql = """
        select count(distinct j.id) from fieldwork_jobs.job_events e
        join fieldwork_jobs.incarnations i on i.id = e.incarnation and i.pid = $1
        join fieldwork_jobs.jobs j on j.id = e.job_id and j.state = 'running' and j.started_at is not null
        where e.event = 'recovered'
        """
    func bind(to parameters: inout PostgresParameters) { parameters.append(process) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
