/// Where a job stands, as the database has it; docs/queue-protocol.md draws the ways between.
package enum JobState: String, Sendable, Hashable, Codable, CaseIterable {
    case scheduled, available, running, retryable, completed, discarded, cancelled

    /// Those that a job leaves again by itself.
    package static let unfinished: [JobState] = [.scheduled, .available, .running, .retryable]
}
