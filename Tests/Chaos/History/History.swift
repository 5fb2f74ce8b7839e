import Foundation

/// What a trial left behind: rows as the database has them at the end, what was acknowledged meanwhile, and what the
/// processes logged. All times are the database's, in seconds since 1970, but those of the logs.
struct History: Sendable {
    struct Job: Sendable, Hashable {
        var id: Int64
        var kind: String
        var state: String
        var attempt: Int
        /// That of the last attempt.
        var token: UUID?
        var uniqueKey: String?
        /// What enqueued it, when a job did.
        var parent: Int64?
        /// Its place among that job's follow-ups, from 1.
        var number: Int?
        var finishedAt: Double?
    }

    /// A row of the effect log.
    struct Effect: Sendable, Hashable {
        var job: Int64
        var token: UUID
    }

    /// What an attempt was about to ask for, written by itself before it asked.
    struct Intent: Sendable, Hashable {
        var job: Int64
        var token: UUID
        var incarnation: UUID
        var kind: Kind
        var at: Double

        enum Kind: String, Sendable { case complete, fail, snooze, discard }
    }

    struct Event: Sendable, Hashable {
        var job: Int64
        var event: String
        var incarnation: UUID?
        /// The code of a failure.
        var reason: String?
        var at: Double
    }

    struct Incarnation: Sendable, Hashable {
        var id: UUID
        var lease: Double
        var leaseUntil: Double
        var endedAt: Double?
    }

    /// Evidence that was committed, and whether a job that completed has read it.
    struct Evidence: Sendable, Hashable {
        var id: Int64
        var isGathered: Bool
    }

    /// A line of a process's log that is not about one job.
    struct LogLine: Sendable, Hashable {
        var process: Int
        /// What was said, and of which activity.
        var cause: String
        /// By the process's monotonic clock.
        var at: Double
    }

    /// Ids whose commit was answered.
    var acknowledged: [Int64] = []
    var jobs: [Job] = []
    var effects: [Effect] = []
    var intents: [Intent] = []
    var events: [Event] = []
    var incarnations: [Incarnation] = []
    /// When the server, as it runs since, was first seen to answer.
    var serverSeenAt: [Double] = []
    var evidence: [Evidence] = []
    var log: [LogLine] = []
}
