import Foundation
import Jobs
import Postgres

/// A handler that does to its process what its arguments say.
struct Mischief: JobHandler {
    enum Act: String, Decodable, Sendable {
        /// Commits a row of the effect log.
        case behave
        case abort
        case overflowStack = "overflow-stack"
        case exhaustMemory = "exhaust-memory"
        /// Goes on when the effect log has a row with the subject 'go'.
        case wait
    }

    struct Arguments: Decodable, Sendable { let act: Act }

    static let kind = JobKind("mischief", maxAttempts: 1)

    func run(_ arguments: Arguments, _ context: JobContext) async throws -> Outcome {
        switch arguments.act {
        case .behave: break
        case .abort: Foundation.abort()
        case .overflowStack: _ = depth(of: 1)
        case .exhaustMemory: exhaustMemory()
        case .wait:
            while try await context.database.execute(IsToGo()).first != true { try await Task.sleep(for: .milliseconds(20)) }
        }
        var effect = Effect()
        effect.statements.add(WriteEffect(job: context.job.id))
        return .commit(effect)
    }

    @inline(never)
    private func depth(of level: Int) -> Int {
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 8) { bytes in
            bytes.storeBytes(of: level, as: Int.self)
            return depth(of: level + 1) + bytes.load(as: Int.self)
        }
    }

    private func exhaustMemory() {
        var hoard: [[UInt8]] = []
        while true { hoard.append([UInt8](repeating: 1, count: 16 << 20)) }
    }
}

struct IsToGo: PostgresStatement {
    static let sql = "select exists (select from fieldwork_store.effects where subject = 'go')"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}

struct WriteEffect: PostgresStatement {
    let job: Int64
    static let sql = "insert into fieldwork_store.effects (job_id, kind, subject) values ($1, 'test', 'test')"
    func bind(to parameters: inout PostgresParameters) { parameters.append(job) }
}
