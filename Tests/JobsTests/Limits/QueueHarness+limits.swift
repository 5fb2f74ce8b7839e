@testable import Jobs
import Synchronization

extension QueueHarness {
    func limit(
        queue: String? = nil, kind: JobKind? = nil, perPartition: Bool = false, to allowed: Int
    ) async throws {
        func literal(_ text: String?) -> String { text.map { "'\($0)'" } ?? "null" }
        try await run(
            """
            insert into fieldwork_jobs.limits (queue, kind, per_partition, allowed)
            values (\(literal(queue)), \(literal(kind?.name)), \(perPartition), \(allowed))
            """)
    }

    /// Ready jobs of a partition, as many `enqueue` calls would leave them.
    func ready(_ count: Int, of partition: String, kind: JobKind = Scripted.kind, priority: Int = 5) async throws {
        try await run(
            """
            insert into fieldwork_jobs.partitions values ('default', '\(partition)');
            insert into fieldwork_jobs.jobs (queue, kind, priority, partition_key)
            select 'default', '\(kind.name)', \(priority), '\(partition)' from generate_series(1, \(count))
            """)
    }

    /// Permits that living processes have.
    func lent() async throws -> Int {
        try await count(
            """
            select from fieldwork_jobs.permits p join fieldwork_jobs.incarnations i on i.id = p.incarnation and i.ended_at is null
            """)
    }
}

extension [ClaimedJob] {
    /// Whose jobs, in the order in which they were claimed.
    var partitions: [String] { map { $0.lane.partition ?? "?" } }
}

/// Counts who is inside at once, for several things at a time.
final class Meter: Sendable {
    private struct Counts {
        var inside: [String: Int] = [:]
        var most: [String: Int] = [:]
    }

    private let counts = Mutex(Counts())

    func inside(_ names: [String], _ body: () async throws -> Void) async rethrows {
        counts.withLock { counts in
            for name in names {
                counts.inside[name, default: 0] += 1
                counts.most[name] = max(counts.most[name] ?? 0, counts.inside[name]!)
            }
        }
        defer { counts.withLock { counts in for name in names { counts.inside[name]! -= 1 } } }
        try await body()
    }

    /// The most that ever were inside at once.
    func most(_ name: String) -> Int { counts.withLock { $0.most[name] ?? 0 } }
}
