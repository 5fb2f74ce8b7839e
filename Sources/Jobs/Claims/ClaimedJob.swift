package import struct Foundation.UUID

/// A job as its claim returned it: what the attempt needs, and the token that proves the attempt holds it.
package struct ClaimedJob: Sendable, Hashable, Codable {
    package let id: Int64
    package let queue: String
    package let kind: String
    /// JSON, as it was enqueued.
    package let arguments: String
    package let studyID: Int64?
    package let token: UUID
    package let incarnation: UUID
    /// Counted from 1, this attempt included.
    package let attempt: Int
    package let maxAttempts: Int
    /// How many processes have died with this job started.
    package let deaths: Int
    package let traceContext: String?
    let lane: ClaimLane
    let position: Int64

    /// Two processes died with it: it runs alone in a child process, where it can take nobody with it.
    var needsIsolation: Bool { deaths >= 2 }
}
