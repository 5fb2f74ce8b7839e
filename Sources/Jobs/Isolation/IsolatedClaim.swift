/// What a parent hands to the child that runs a job alone.
struct IsolatedClaim: Codable {
    let job: ClaimedJob
    /// The parent's process number: a child whose parent is another by now has been left behind.
    let parent: Int32
}
