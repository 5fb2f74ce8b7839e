import Foundation

/// What a process knows of its own lease, judged by its monotonic clock alone.
///
/// The lease is counted from the *sending* of the last renewal that succeeded: the server cannot have begun it earlier, so
/// the process never believes in its lease longer than the others do.
struct LeaseTerm: Sendable, Equatable {
    let incarnation: UUID
    let lease: Duration
    private(set) var expiresAt: ContinuousClock.Instant

    init(incarnation: UUID, lease: Duration, sentAt: ContinuousClock.Instant) {
        self.incarnation = incarnation
        self.lease = lease
        expiresAt = sentAt + lease
    }

    mutating func renewed(sentAt: ContinuousClock.Instant) {
        expiresAt = max(expiresAt, sentAt + lease)
    }

    func isHeld(at now: ContinuousClock.Instant) -> Bool { now < expiresAt }
}
