/// Where a claimer reads on in each line, so that a claim never wades through the jobs already taken.
///
/// Pure: the claimer asks for the stretches to read and tells what came of it. Three kinds of reading:
/// - *above the floor*, the usual one: the floor of a line is the highest position claimed from it;
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

    /// The line of positions at one moment, and the transactions then running.
    struct Horizon: Sendable, Equatable {
        /// Highest position handed out.
        let position: Int64
        /// Oldest transaction still running.
        let oldestRunning: Int64
        /// First transaction not yet begun.
        let nextTransaction: Int64
    }

    private let kinds: [String]
    private var floors: [ClaimLane: Int64] = [:]
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
                    let floor = floors[lane] ?? 0
                    let (low, high) =
                        switch reading {
                        case .aboveFloor: (floor, Int64.max)
                        case .sweep: (lowWater, floor)
                        case .fullSweep: (0, floor)
                        }
                    if low < high { stretches.append(Stretch(lane: lane, low: low, high: high)) }
                }
            }
        }
        return stretches
    }

    mutating func claimed(_ job: ClaimedJob) {
        floors[job.lane] = max(floors[job.lane] ?? 0, job.position)
    }

    /// Takes in what was seen just before a sweep. When the sweep left nothing, and every transaction of the last horizon has
    /// ended, all positions of that horizon are dealt with.
    mutating func swept(at now: Horizon, leftNothing: Bool) {
        guard let then = pending else {
            pending = now
            return
        }
        if leftNothing, now.oldestRunning >= then.nextTransaction {
            lowWater = max(lowWater, then.position)
            pending = now
        }
    }

    /// Forgets everything: after a reconnect or a promotion positions may be handed out again.
    mutating func reset() {
        floors = [:]
        lowWater = 0
        pending = nil
    }
}
