/// What a history says of speed: by the database's own times.
enum Figures {
    /// Jobs that ended in a second.
    static func rate(of history: History, from start: Double, to end: Double) -> Double {
        let count = history.jobs.count { $0.finishedAt.map { $0 >= start && $0 < end } ?? false }
        return Double(count) / (end - start)
    }

    /// Seconds from the end of the fault to the first second in which 95 % of the former rate ended. Nil if there is none.
    static func rateBack(in history: History, before: Double, healed: Double) -> Double? {
        let times = history.jobs.compactMap(\.finishedAt).filter { $0 >= healed }.sorted()
        guard let last = times.last else { return nil }
        var start = healed
        while start < last {
            if Double(times.count { $0 >= start && $0 < start + 1 }) >= 0.95 * before { return start - healed }
            start += 0.1
        }
        return nil
    }

    /// The longest that a job waited to be recovered after the lease of its process was over, in seconds. Nil if none was.
    static func recovery(in history: History) -> Double? {
        let leases = Dictionary(history.incarnations.map { ($0.id, $0.leaseUntil) }) { first, _ in first }
        return history.events.filter { $0.event == "recovered" }
            .compactMap { event in event.incarnation.flatMap { leases[$0] }.map { event.at - $0 } }.max()
    }
}
