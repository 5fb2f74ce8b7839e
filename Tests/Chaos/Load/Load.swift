import Foundation
import Jobs
import Postgres
import Synchronization
import TestSupport

/// Enqueues at an even rate, as callers of all sorts do: one job at a time or many, by key and without, with evidence in the
/// same transaction. Remembers what was acknowledged.
final class Load: Sendable {
    let pool: PostgresPool
    private let plan: Plan
    private let ids = Mutex<[Int64]>([])
    private let stops = Atomic(false)

    init(pool: PostgresPool, plan: Plan) {
        self.pool = pool
        self.plan = plan
    }

    var acknowledged: [Int64] { ids.withLock { $0 } }

    func stop() { stops.store(true, ordering: .releasing) }

    /// Until it is told to stop. Errors are what a caller without a memory makes of them: that job is not asked for again.
    func run() async {
        var generator = SeededGenerator(seed: plan.seed)
        let start = ContinuousClock.now
        let tick = Duration.milliseconds(50)
        var due = 0.0
        var round = 0
        await withDiscardingTaskGroup { group in
            while !stops.load(ordering: .acquiring), !Task.isCancelled {
                due += plan.rate / 20
                let count = Int(due)
                due -= Double(count)
                round += 1
                let kinds = (0..<count).map { _ in generator.pick(Self.mixture) }
                let style = round % 4
                group.addTask { await self.enqueue(kinds, style) }
                // A fifth of a second apart, whatever the rate: a key is a matter of several callers.
                if round.isMultiple(of: 4) {
                    let waits = (0..<3).map { _ in Int.random(in: 0...250, using: &generator) }
                    let subject = "\(plan.seed)-\(round)"
                    group.addTask { await self.gather(subject, waits) }
                    group.addTask { await self.once(subject) }
                }
                try? await Task.sleep(until: start + tick * round)
            }
        }
    }

    private static let mixture =
        Array(repeating: Quick.kind, count: 10) + Array(repeating: Bare.kind, count: 6) + Array(repeating: Slow.kind, count: 3)
        + [Parent.kind, Parent.kind, Flaky.kind, Flaky.kind, Sleepy.kind, Hopeless.kind]

    private func enqueue(_ kinds: [JobKind], _ style: Int) async {
        guard !kinds.isEmpty else { return }
        if style == 0 {
            for kind in kinds { await note { try await $0.execute(EnqueueJob(NewJob(kind: kind, arguments: "{}"))) } }
            _ = try? await pool.execute(RingBell(queue: "default"))
        } else {
            await note { try await $0.execute(EnqueueMany(kinds: kinds)) }
        }
    }

    /// Three callers with evidence about one subject, close together. The job is due while the second and third still hold
    /// their transactions open.
    private func gather(_ subject: String, _ waits: [Int]) async {
        await withDiscardingTaskGroup { group in
            for (caller, wait) in waits.enumerated() {
                group.addTask {
                    if caller > 0 { try? await Task.sleep(for: .milliseconds(wait)) }
                    await self.note { connection in
                        try await connection.withTransaction { connection in
                            try await connection.execute(AddEvidence(subject: subject))
                            let job = NewJob(
                                kind: Gather.kind, arguments: #"{"subject": "\#(subject)"}"#, delay: .milliseconds(100),
                                unique: Uniqueness(key: subject))
                            let ids = try await connection.execute(EnqueueJob(job))
                            if caller > 0 { try await Task.sleep(for: .milliseconds(600)) }
                            return ids
                        }
                    }
                }
            }
        }
    }

    /// Callers who want the same job at the same moment.
    private func once(_ key: String) async {
        await withDiscardingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask { await self.note { try await $0.execute(EnqueueOnce(key: key)) } }
            }
        }
    }

    private func note(_ call: @escaping @Sendable (isolated PostgresConnection) async throws -> [Int64]) async {
        guard let acknowledged = try? await pool.withConnection(call) else { return }
        ids.withLock { $0 += acknowledged }
    }
}

/// Many in one statement.
private struct EnqueueMany: PostgresStatement {
    let kinds: [JobKind]
    static let sql = """
        select fieldwork_jobs.enqueue(kind, '{}', null, 'default', 5::smallint, null, null, 10000::smallint, null)
        from unnest($1::text[]) kind
        """
    func bind(to parameters: inout PostgresParameters) { parameters.append(kinds.map(\.name)) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

private struct AddEvidence: PostgresStatement {
    let subject: String
    static let sql = "insert into chaos.evidence (subject) values ($1)"
    func bind(to parameters: inout PostgresParameters) { parameters.append(subject) }
}

/// One job for ever: a key that counts whatever became of the job that has it.
private struct EnqueueOnce: PostgresStatement {
    let key: String
    static let sql = """
        select fieldwork_jobs.enqueue(
            'chaos.once', '{}', null, 'default', 5::smallint, null, $1, 10000::smallint, null, null, null, null,
            '{scheduled,available,running,retryable,completed,discarded,cancelled}')
        """
    func bind(to parameters: inout PostgresParameters) { parameters.append(key) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
