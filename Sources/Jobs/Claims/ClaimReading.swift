import struct Foundation.UUID
import Postgres

/// One reading of a queue's lines: what is sent for it, and what can be told from its answer.
struct ClaimReading {
    /// Finds the answers in the results of the batch.
    enum Taking {
        case plain(PostgresBatchKey<ClaimJobs>)
        case picked(PostgresBatchKey<PickJobs>, PostgresBatchKey<LookIntoLines>?)
    }

    let queue: String
    let limit: Int
    private(set) var reservation: Reservation?
    /// What the reservation held before anything was taken.
    let reserved: [Int]
    /// What the lines left behind.
    private(set) var remainder = ClaimFloors.Remainder.unknown
    /// Lines in which jobs of several partitions wait under a limit that is counted by partition.
    private(set) var mixed: [ClaimLane] = []
    /// The permits for which jobs wait.
    private(set) var wanted: [PermitKey: Int] = [:]
    /// For each line in which jobs wait for a permit all that one of them needs.
    private(set) var needs: [[PermitKey]] = []

    private let asked: [ClaimFloors.Stretch]
    /// Those that nothing may be taken from as yet, by their place among all.
    private let denied: [(line: Int, stretch: ClaimFloors.Stretch)]
    /// For each line asked its place among all.
    private let places: [Int]

    init(queue: String, stretches: [ClaimFloors.Stretch], limit: Int, reservation: Reservation?) {
        self.queue = queue
        self.limit = limit
        self.reservation = reservation
        reserved = reservation?.free ?? []
        guard let reservation else {
            (asked, denied, places) = (stretches, [], Array(stretches.indices))
            return
        }
        places = stretches.indices.filter { reservation.pays(for: $0) }
        asked = places.map { stretches[$0] }
        denied = stretches.indices.filter { !reservation.pays(for: $0) }.map { ($0, stretches[$0]) }
    }

    func add(to batch: inout PostgresBatch, for incarnation: UUID) -> Taking {
        if reservation == nil, asked.allSatisfy({ $0.lane.partition == nil }) {
            return .plain(batch.add(ClaimJobs(incarnation: incarnation, queue: queue, lanes: asked, limit: limit)))
        }
        let pick = batch.add(
            PickJobs(
                incarnation: incarnation, queue: queue, lanes: asked,
                needs: places.map { reservation?.needs[$0] ?? [] }, budgets: reserved, limit: limit))
        if denied.isEmpty { return .picked(pick, nil) }
        let counts = denied.map { min(limit, reservation?.interest(in: $0.line) ?? 1) }
        return .picked(pick, batch.add(LookIntoLines(queue: queue, lanes: denied.map(\.stretch), limits: counts)))
    }

    /// Takes in the answer; returns the claim's rows.
    mutating func take(_ results: PostgresBatchResults, _ taking: Taking) throws(PostgresError) -> [ClaimedJob?] {
        switch taking {
        case .plain(let claim):
            let rows = try results[claim]
            remainder = rows.count < limit || rows.contains(nil) ? .nothing : .unknown
            return rows
        case .picked(let claim, let look):
            let rows = try results[claim]
            var waiting: [Int: Int] = [:]
            if let look { for (index, count) in try results[look] { waiting[index] = count } }
            conclude(rows.compactMap { $0 }, waiting)
            return rows
        }
    }

    private mutating func conclude(_ jobs: [ClaimedJob], _ waiting: [Int: Int]) {
        let room = limit - jobs.count
        guard room > 0 else { return }
        let lines = Dictionary(zip(asked.map(\.lane), places)) { first, _ in first }
        for job in jobs {
            if let place = lines[job.lane] ?? lines[job.lane.general] { reservation?.spend(on: place) }
        }
        var empty: [ClaimLane] = []
        for (stretch, place) in zip(asked, places) where reservation?.pays(for: place) ?? true { empty.append(stretch.lane) }
        for (index, (line, stretch)) in denied.enumerated() {
            guard let count = waiting[index] else {
                empty.append(stretch.lane)
                continue
            }
            if reservation?.mixed.contains(line) == true { mixed.append(stretch.lane) }
            guard let reservation, !reservation.mixed.contains(line) else { continue }
            needs.append(reservation.needs[line].map { reservation.keys[$0] })
            for budget in reservation.needs[line] where reservation.free[budget] <= 0 {
                let key = reservation.keys[budget]
                wanted[key] = min(room, (wanted[key] ?? 0) + count)
            }
        }
        remainder = empty.count == asked.count + denied.count ? .nothing : .allBut(empty: empty)
    }
}
