import Postgres
import Synchronization

/// The highest timeline of the database that this process has seen. A server on a lower one was left behind by a failover,
/// and what is written there is lost.
final class Timelines: Sendable {
    private let highest = Mutex<Int32>(0)

    /// Takes in a timeline; false when a higher one has been seen.
    func admit(_ timeline: Int32) -> Bool {
        highest.withLock { highest in
            highest = max(highest, timeline)
            return timeline == highest
        }
    }
}

extension PostgresPool {
    /// Runs a batch and notes the server it ran on. What a server left behind answers is thrown away with the connection.
    func run(
        _ batch: PostgresBatch, noting timelines: Timelines, deadline: Duration? = nil
    ) async throws -> PostgresBatchResults {
        var noted = PostgresBatch(transaction: batch.transaction)
        let timeline = noted.add(NoteServer())
        noted.append(contentsOf: batch)
        return try await withConnection { [noted] connection in
            let results = try await connection.run(noted, deadline: deadline)
            guard let seen = try results[timeline].first, timelines.admit(seen) else {
                connection.abandon()
                throw PostgresError(
                    .connectionLost, reason: "the server's timeline is lower than one seen before; connect to the promoted server"
                )
            }
            return results
        }
    }
}

/// Notes that the server answers, and on which timeline.
struct NoteServer: PostgresStatement {
    static let sql = "select fieldwork_jobs.note_server()"
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int32 { try row.next() }
}
