/// Where a claimer reads on in each line, so that a claim never wades through the jobs already taken.
///
/// Pure: the claimer asks for the stretches to read and tells what came of it. Three kinds of reading:
/// - *above the floor*, the usual one. The floor of a line is the highest position claimed from it; a claim that came back
///   short left nothing at all, and raises every floor to the last position handed out before it;
/// - *a sweep*, between the low water and the floor: meets jobs whose transaction committed after the floor had passed them.
///   Below the low water every transaction that could still bring a job has ended and a sweep has since found nothing;
/// - *a full sweep*, from zero to the floor: the net below all nets, rare.
struct ClaimFloors: Sendable {
    enum Reading: Sendable, Equatable {
        case aboveFloor, sweep, fullSweep
    }

    /// Positions `low < p ≤ high` of one line.
    struct Stretch: Sendable, Equatable {
        let lane: ClaimLane
        let low: Int64
        let high: Int64
    }

    /// The line of positions and the transactions at one moment, observed in this order: whoever took a position up to the
    /// last is among the transactions.
    struct Horizon: Sendable, Equatable {
        /// Highest position handed out.
        let position: Int64
        /// Oldest transaction still running.
        let oldestRunning: Int64
        /// First transaction not yet begun.
        let nextTransaction: Int64
    }

    private let kinds: [String]
    /// Highest position claimed from each line, where that is above ``base``.
    private var floors: [ClaimLane: Int64] = [:]
    /// The floor of all other lines.
    private var base: Int64 = 0
    private(set) var lowWater: Int64 = 0
    private var pending: Horizon?
    private var turn = 0

    init(kinds: [String]) {
        self.kinds = kinds
    }

    /// The stretches to read, in the order to serve them: by priority, jobs that come back before new ones, and the kinds
    /// taking turns at being first. Empty stretches are left out.
    mutating func stretches(_ reading: Reading) -> [Stretch] {
        guard !kinds.isEmpty else { return [] }
        turn = (turn + 1) % kinds.count
        var stretches: [Stretch] = []
        for priority in Int16(0)...9 {
            for lane in Int16(0)...1 {
                for index in kinds.indices {
                    let lane = ClaimLane(kind: kinds[(index + turn) % kinds.count], priority: priority, lane: lane)
                    let (low, high) =
                        switch reading {
                        case .aboveFloor: (floor(of: lane), Int64.max)
                        case .sweep: (lowWater, floor(of: lane))
                        case .fullSweep: (0, floor(of: lane))
                        }
                    if low < high { stretches.append(Stretch(lane: lane, low: low, high: high)) }
                }
            }
        }
        return stretches
    }

    /// Takes in what a reading claimed. The horizon is that of the moment before it; `cameShort` says that it claimed less
    /// than it might have, and so left nothing behind but what others hold.
    mutating func took(_ jobs: [(lane: ClaimLane, position: Int64)], by reading: Reading, cameShort: Bool, at horizon: Horizon) {
        for job in jobs { floors[job.lane] = max(floor(of: job.lane), job.position) }
        if reading == .aboveFloor {
            guard cameShort else { return }
            base = max(base, horizon.position)
            floors = floors.filter { $0.value > base }
        } else if let seen = pending {
            guard cameShort, horizon.oldestRunning >= seen.nextTransaction else { return }
            lowWater = max(lowWater, seen.position)
            pending = horizon
        } else {
            pending = horizon
        }
    }

    /// Forgets everything: after a reconnect or a promotion positions may be handed out again.
    mutating func reset() {
        floors = [:]
        base = 0
        lowWater = 0
        pending = nil
    }

    private func floor(of lane: ClaimLane) -> Int64 { floors[lane] ?? base }
}
