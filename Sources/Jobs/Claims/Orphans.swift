/// Finds claims that nobody runs: their answer was lost, or they could not be given back while the database was away.
///
/// The claim of a job that is about to be run looks the same for a moment, so an orphan is what was seen twice in a row.
/// Should an answer take longer than that, its jobs turn out to be stale when they are settled, and nothing is lost.
struct Orphans: Sendable {
    private var suspects: Set<AttemptKey> = []

    /// Takes what the database holds for this process, and what the process was running *after* that was read. Returns what
    /// is to be given back, in id order.
    mutating func look(held: [AttemptKey], running: [AttemptKey]) -> [AttemptKey] {
        let idle = Set(held).subtracting(running)
        defer { suspects = idle }
        return idle.intersection(suspects).sorted { $0.id < $1.id }
    }

    /// Nothing has to be looked at a second time.
    var isClear: Bool { suspects.isEmpty }
}
