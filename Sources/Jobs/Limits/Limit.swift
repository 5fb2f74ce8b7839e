import struct Foundation.UUID

/// How many jobs an admin lets run at once: of a queue, of a kind, or of a kind in a queue; together, or of each partition.
struct Limit: Sendable, Hashable {
    let id: Int64
    let queue: String?
    let kind: String?
    let isPerPartition: Bool
    let allowed: Int

    func covers(_ kind: String, in queue: String) -> Bool {
        (self.queue ?? queue) == queue && (self.kind ?? kind) == kind
    }
}

/// What permits are lent for: a limit, and the partition where it is counted by partition.
struct PermitKey: Sendable, Hashable, Comparable {
    let limit: Int64
    var partition = ""

    static func < (one: PermitKey, other: PermitKey) -> Bool {
        (one.limit, one.partition) < (other.limit, other.partition)
    }
}

/// A permit that was lent to this process.
struct Permit: Sendable, Hashable {
    let key: PermitKey
    let number: Int32
    /// Drawn when it was lent.
    let token: UUID
}
