/// One line of ready jobs: what the prefix of a claim's index names.
struct ClaimLane: Sendable, Hashable, Codable {
    let kind: String
    /// 0…9, 0 first.
    let priority: Int16
    /// 0 for jobs that come back, 1 for new ones.
    let lane: Int16
    /// Whose jobs; nil for the general line, in which those of all partitions stand.
    var partition: String? = nil

    var general: ClaimLane { ClaimLane(kind: kind, priority: priority, lane: lane) }

    func of(_ partition: String) -> ClaimLane {
        ClaimLane(kind: kind, priority: priority, lane: lane, partition: partition)
    }
}
