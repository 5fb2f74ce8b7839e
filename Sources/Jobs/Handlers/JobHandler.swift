package import Postgres

/// The code that does a kind's jobs.
///
/// A handler reads what its arguments refer to, computes, and returns an ``Outcome``; it writes nothing itself. It is run on
/// threads of its own, holds no connection while it computes, and calls `Task.checkCancellation()` at least every 100 ms.
/// It throws only for failure: an error is taken to be passing and the job is tried again, unless it is a
/// ``PermanentFailure``.
package protocol JobHandler: Sendable {
    /// References to what the job is about, read from its JSON.
    associatedtype Arguments: Decodable & Sendable

    static var kind: JobKind { get }

    func run(_ arguments: Arguments, _ context: JobContext) async throws -> Outcome

    /// What to write when the job is given up for good, by a permanent failure or for want of attempts: so that what it was
    /// about does not wait for it for ever. Written with the job's own end in one transaction.
    func whenDiscarded(_ arguments: Arguments, _ job: ClaimedJob, reason: String) -> PostgresBatch
}

extension JobHandler {
    package func whenDiscarded(_ arguments: Arguments, _ job: ClaimedJob, reason: String) -> PostgresBatch { PostgresBatch() }
}

/// What a handler may know of the job it runs, and the database to read from.
package struct JobContext: Sendable {
    package let job: ClaimedJob
    /// For reading. A connection is borrowed for a query, never for the length of the job.
    package let database: PostgresPool
    let reports: JobReports
}

/// An error that says in a code why the attempt failed.
package protocol CodedFailure: Error {
    /// Stable, machine-readable, free of any document's words: it is stored and logged.
    var code: String { get }
}

/// An error that trying again cannot mend; the job is discarded with its code.
package protocol PermanentFailure: CodedFailure {}
