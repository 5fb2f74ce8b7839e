import Jobs
import Postgres

/// A queue whose only process has no slot free: nobody rings for it.
enum BusyQueue {
    static func run<R: Sendable>(_ conninfo: String, _ body: () async throws -> R) async throws -> R {
        let (begun, continuation) = AsyncStream.makeStream(of: Void.self)
        let (end, ending) = AsyncStream.makeStream(of: Void.self)
        let process = NoOpProcess(conninfo, concurrency: 1) { _ in
            continuation.yield()
            for await _ in end {}
        }
        return try await process.run {
            defer { ending.finish() }
            try await MigratedDatabase.connect(conninfo) { connection in
                _ = try await connection.execute(EnqueueJob(NewJob(kind: NoOp.kind, arguments: "{}")))
                _ = try await connection.execute(RingBell(queue: "default"))
                for await _ in begun { break }
                while try await connection.execute(BellHangs()) == [true] { try await Task.sleep(for: .milliseconds(5)) }
            }
            return try await body()
        }
    }
}

private struct BellHangs: PostgresStatement {
    static let sql = """
        select exists (select from pg_locks where locktype = 'advisory' and classid = 1179079767 and mode = 'ExclusiveLock')
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}
