/// What the jobs of a kind have to leave behind.
struct Expectation: Sendable, Hashable {
    /// The state they end in.
    var end = "completed"
    /// Whether they write a row of the effect log when they end.
    var hasEffect = true
    /// How many jobs follow each.
    var followUps = 0
    /// Whether there is one job per key, whatever became of it.
    var isOncePerKey = false
}
