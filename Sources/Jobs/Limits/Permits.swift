import struct Foundation.UUID

/// The permits this process has borrowed, and what it uses them for.
///
/// Pure. With a permit of each limit that covers it, one job may run at a time, one after another, and nobody is told. What
/// is lent belongs to one incarnation: when that ends, it is anybody's.
struct Permits: Sendable {
    private(set) var limits: [Limit] = []
    /// The database may have lent more than is known here.
    private(set) var isInDoubt = false
    /// Looks at what is lent that are under way.
    private var looks = 0
    private var incarnation: UUID?
    private var held: [PermitKey: [Int32: UUID]] = [:]
    /// Running jobs, and what claims under way have reserved.
    private var taken: [PermitKey: Int] = [:]
    /// The most that was taken since the last ``surplus()``.
    private var peaks: [PermitKey: Int] = [:]
    private var users: [AttemptKey: [PermitKey]] = [:]
    /// Loans that are over for this process, whatever the database still says.
    private var returned: Set<UUID> = []

    mutating func update(_ limits: [Limit]) {
        self.limits = limits
        let known = Set(limits.map(\.id))
        held = held.filter { known.contains($0.key.limit) }
    }

    /// Nothing is known to be held under an incarnation that is another than before.
    mutating func begin(_ incarnation: UUID) {
        guard self.incarnation != incarnation else { return }
        let (limits, looks) = (limits, looks)
        self = Permits()
        (self.limits, self.looks, self.incarnation) = (limits, looks, incarnation)
        isInDoubt = true
    }

    // MARK: Claims

    /// Reserves for the lines of a claim what is free; nil when no limit is about them.
    mutating func reserve(_ lines: [ClaimLane], in queue: String, upTo most: Int) -> Reservation? {
        guard let incarnation, !limits.isEmpty else { return nil }
        var keys: [PermitKey: Int] = [:]
        var mixed: Set<Int> = []
        var needs: [[Int]] = []
        for (index, line) in lines.enumerated() {
            var budgets: [Int] = []
            for limit in limits where limit.covers(line.kind, in: queue) {
                if let key = Self.key(limit, line.partition) {
                    let budget = keys[key] ?? keys.count
                    keys[key] = budget
                    budgets.append(budget)
                } else {
                    mixed.insert(index)
                }
            }
            needs.append(budgets)
        }
        guard !keys.isEmpty || !mixed.isEmpty else { return nil }
        let ordered = keys.sorted { $0.value < $1.value }.map(\.key)
        let free = ordered.map { max(0, min(most, available($0))) }
        for (key, count) in zip(ordered, free) { take(key, count) }
        return Reservation(
            incarnation: incarnation, keys: ordered, free: free, lacking: ordered.map { max(0, allowed($0) - usable($0)) },
            needs: needs, mixed: mixed)
    }

    /// Ends a reservation by which a claim took these jobs; `reserved` is what was free at its beginning.
    mutating func settle(
        _ reservation: Reservation, reserved: [Int], _ jobs: [(key: AttemptKey, lane: ClaimLane)], in queue: String
    ) {
        guard reservation.incarnation == incarnation else { return }
        for job in jobs {
            let keys = limits.filter { $0.covers(job.lane.kind, in: queue) }.compactMap { Self.key($0, job.lane.partition) }
            for key in keys { take(key, 1) }
            users[job.key] = keys
        }
        for (key, count) in zip(reservation.keys, reserved) { taken[key, default: 0] -= count }
    }

    /// A job has ended. True when it ran under a limit.
    mutating func release(_ job: AttemptKey) -> Bool {
        guard let keys = users.removeValue(forKey: job), !keys.isEmpty else { return false }
        for key in keys { taken[key, default: 0] -= 1 }
        return true
    }

    // MARK: Loans

    mutating func lent(_ permits: [Permit], to incarnation: UUID) {
        guard self.incarnation == incarnation else { return }
        hold(permits)
        // The answer to a look may be older, and will then be believed.
        if looks > 0 { isInDoubt = true }
    }

    /// Takes out what was lent for jobs with these needs and is of use to none of them, for want of something else.
    mutating func takeOutUseless(_ lent: [Permit], for needs: [[PermitKey]]) -> [UUID] {
        let useful = Set(needs.filter { $0.allSatisfy { available($0) > 0 } }.joined())
        let useless = lent.filter { !useful.contains($0.key) }.filter { permit in
            guard held[permit.key]?[permit.number] == permit.token, available(permit.key) > 0 else { return false }
            held[permit.key]?[permit.number] = nil
            return true
        }
        returned.formUnion(useless.map(\.token))
        return useless.map(\.token)
    }

    private mutating func hold(_ permits: [Permit]) {
        for permit in permits where !returned.contains(permit.token) {
            held[permit.key, default: [:]][permit.number] = permit.token
            // Not to be given back before it was of any use.
            peaks[permit.key] = held[permit.key]?.count
        }
    }

    mutating func doubt() { isInDoubt = true }

    /// A look at what is lent begins. Several may be under way.
    mutating func beginLook() {
        looks += 1
        isInDoubt = false
    }

    /// Takes in what a look found: this is lent, and nothing else. Nil when there was no answer.
    mutating func endLook(_ found: [Permit]?, for incarnation: UUID) {
        looks -= 1
        guard let found else { return isInDoubt = true }
        guard self.incarnation == incarnation else { return }
        held = [:]
        hold(found)
    }

    /// Takes out what was not needed since the last time, and what a lowered limit no longer allows. It is over for this
    /// process from here, whether or not the database ever hears of it.
    mutating func surplus() -> [UUID] {
        for key in held.keys.sorted() {
            let needed = max(peaks[key] ?? 0, taken[key] ?? 0)
            peaks[key] = taken[key] ?? 0
            for number in held[key, default: [:]].keys.sorted(by: >).prefix(max(0, held[key, default: [:]].count - needed)) {
                if let token = held[key]?.removeValue(forKey: number) { returned.insert(token) }
            }
            if held[key]?.isEmpty == true { held[key] = nil }
        }
        taken = taken.filter { $0.value != 0 }
        peaks = peaks.filter { $0.value != 0 }
        return returned.sorted { $0.uuidString < $1.uuidString }
    }

    /// The database has heard of these. They are remembered while the answer to a look may be older.
    mutating func forget(_ tokens: [UUID]) {
        if looks == 0 { returned.subtract(tokens) }
    }

    private mutating func take(_ key: PermitKey, _ count: Int) {
        taken[key, default: 0] += count
        peaks[key] = max(peaks[key] ?? 0, taken[key] ?? 0)
    }

    private func available(_ key: PermitKey) -> Int { usable(key) - (taken[key] ?? 0) }

    private func usable(_ key: PermitKey) -> Int {
        let allowed = allowed(key)
        return (held[key] ?? [:]).keys.count { $0 <= allowed }
    }

    private func allowed(_ key: PermitKey) -> Int { limits.first { $0.id == key.limit }?.allowed ?? 0 }

    /// Nil for jobs of several partitions where the limit is counted by partition.
    private static func key(_ limit: Limit, _ partition: String?) -> PermitKey? {
        limit.isPerPartition ? partition.map { PermitKey(limit: limit.id, partition: $0) } : PermitKey(limit: limit.id)
    }
}
