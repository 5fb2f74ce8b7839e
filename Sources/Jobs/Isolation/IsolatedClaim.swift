import Glibc

/// What a parent hands to the child that runs a job alone.
struct IsolatedClaim: Codable {
    let job: ClaimedJob
    /// Whose child it is: one that was left behind before it could ask finds another's number.
    let parent: pid_t
}
