import FoundationEssentials
import Logging
import Postgres
import Subprocess

/// Milliseconds from the moment the lease of a killed process ran out until the five hundred jobs it had claimed were ready again,
/// beside one other process; the longest of five.
struct QueueRecovery: Benchmark {
    static let name = "queue.recovery"

    private let rounds = 5
    private let lease = Duration.seconds(5)

    func run(_ setting: Setting) async throws -> [Figure] {
        var times: [Double] = []
        for _ in 0..<rounds { times.append(try await setting.withMigratedDatabase { try await lose(KilledProcess.jobs, $0) }) }
        return [
            Figure(value: times.max() ?? .nan, unit: "ms"), Figure(name: "p50", value: times.median, unit: "ms"),
        ]
    }

    private func lose(_ count: Int, _ conninfo: String) async throws -> Double {
        try await NoOpTable.refill(conninfo, count)
        try await KilledProcess.claimAndDie(conninfo)
        return try await MigratedDatabase.connect(conninfo) { connection in
            guard let lost = try await connection.execute(FindClaimer(count: count)).first else { throw WrongAnswer() }
            return try await NoOpProcess(conninfo, concurrency: count, lease: lease).run {
                let end = ContinuousClock.now + lease * 10
                while ContinuousClock.now < end {
                    if let time = try await connection.execute(ReadRecovery(incarnation: lost)).first { return time }
                    try await Task.sleep(for: .milliseconds(2))
                }
                throw WrongAnswer()
            }
        }
    }
}

/// The process that holds so many jobs.
private struct FindClaimer: PostgresStatement {
    let count: Int
    static let sql = """
        select incarnation from fieldwork_jobs.jobs where state = 'running' group by incarnation having count(*) = $1
        """
    func bind(to parameters: inout PostgresParameters) { parameters.append(Int64(count)) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> UUID { try row.next() }
}

/// Milliseconds since the lease ran out, once nothing runs under it any more.
private struct ReadRecovery: PostgresStatement {
    let incarnation: UUID
    static let sql = """
        select (extract(epoch from clock_timestamp() - i.lease_until) * 1000)::float8
        from fieldwork_jobs.incarnations i
        where i.id = $1
          and not exists (select from fieldwork_jobs.jobs j where j.incarnation = i.id and j.state = 'running')
        """
    func bind(to parameters: inout PostgresParameters) { parameters.append(incarnation) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Double { try row.next() }
}
