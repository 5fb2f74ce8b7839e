/// One line of ready jobs: what the prefix of the claim's index names.
struct ClaimLane: Sendable, Hashable, Codable {
    let kind: String
    /// 0…9, 0 first.
    let priority: Int16
    /// 0 for jobs that come back, 1 for new ones.
    let lane: Int16
}
