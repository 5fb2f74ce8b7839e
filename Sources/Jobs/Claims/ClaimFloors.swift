/// Where a claimer reads on in each line, so that a claim never wades through the jobs already taken.
///
/// Pure: the claimer asks for the stretches to read and tells what came of it. Three kinds of reading:
/// - *above the floor*, the usual one. The floor of a line is the highest position claimed from it; a claim that came back
///   short left nothing at all, and raises every floor to the last position handed out before it;
/// - *a sweep*, between the low water and the floor: meets jobs whose transaction committed after the floor had passed them.
///   Below the low water every transaction that could still bring a job has ended and a sweep has since found nothing;
/// - *a full sweep*, from zero to the floor: the net below all nets, rare.
///
/// What was read in the general line was read in the lines of all partitions, and their floors are never below its own; what
/// was read in one partition's line says nothing of the others.
struct ClaimFloors: Sendable {
    enum Reading: Sendable, Equatable {
        case aboveFloor, sweep, fullSweep
    }

    /// What a reading left behind, beside what others hold.
    enum Remainder: Sendable, Equatable {
        /// It took as much as it asked for.
        case unknown
        /// These lines are empty; others may not be, for what they need was used up.
        case allBut(empty: [ClaimLane])
        case nothing
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
        /// The partitions there were then; nil where nobody looked.
        var partitions: [String]? = nil
    }

    private(set) var order: ClaimOrder
    /// Highest position claimed from each line, where that is above ``base``.
    private var floors: [ClaimLane: Int64] = [:]
    /// The floor of all other lines.
    private var base: Int64 = 0
    private(set) var lowWater: Int64 = 0
    private var pending: Horizon?

    init(kinds: [String]) {
        order = ClaimOrder(kinds: kinds)
    }

    /// The stretches to read, in the order to serve them. Empty stretches are left out.
    mutating func stretches(_ reading: Reading) -> [Stretch] {
        order.lines().compactMap { line in
            let (low, high) =
                switch reading {
                case .aboveFloor: (floor(of: line), Int64.max)
                case .sweep: (lowWater, floor(of: line))
                case .fullSweep: (0, floor(of: line))
                }
            return low < high ? Stretch(lane: line, low: low, high: high) : nil
        }
    }

    /// Takes in what a reading claimed; the horizon is that of the moment before it.
    mutating func took(
        _ jobs: [(lane: ClaimLane, position: Int64)], by reading: Reading, leaving rest: Remainder, at horizon: Horizon
    ) {
        // The lines of a partition that nobody knew of were not read.
        let isComplete = order.crowded.isEmpty || horizon.partitions.map(order.knows) ?? false
        if let partitions = horizon.partitions { order.register(partitions) }
        for job in jobs { raise(order.line(job.lane), to: job.position) }
        if reading == .aboveFloor {
            switch rest {
            case .unknown:
                if order.partitions.count > 1 { for job in jobs { order.crowd(job.lane) } }
            case .nothing where isComplete:
                base = max(base, horizon.position)
                floors = floors.filter { $0.value > base && $0.key.partition == nil }
                order.relax()
            case .nothing: break
            case .allBut(let empty):
                for line in empty { raise(line, to: horizon.position) }
                if isComplete { relax(Set(empty), horizon) }
            }
        } else if let seen = pending {
            if rest == .nothing, isComplete, horizon.oldestRunning >= seen.nextTransaction {
                lowWater = max(lowWater, seen.position)
                pending = horizon
            }
        } else {
            pending = horizon
        }
        order.served(jobs.map(\.lane))
    }

    /// Has a line read by partition from now on.
    mutating func crowd(_ line: ClaimLane) { order.crowd(line) }

    /// Takes in what partitions there are.
    mutating func register(_ partitions: [String]) { order.register(partitions) }

    /// Forgets everything: after a reconnect or a promotion positions may be handed out again.
    mutating func reset() {
        floors = [:]
        base = 0
        lowWater = 0
        pending = nil
    }

    /// Returns to the general line where the lines of all partitions are empty. The floors of the partitions go: while the
    /// general line is read nobody sweeps below them.
    private mutating func relax(_ empty: Set<ClaimLane>, _ horizon: Horizon) {
        for line in order.crowded where order.partitions.allSatisfy({ empty.contains(line.of($0)) }) {
            for partition in order.partitions { floors[line.of(partition)] = nil }
            order.relax(line)
            raise(line, to: horizon.position)
        }
    }

    private mutating func raise(_ line: ClaimLane, to position: Int64) {
        floors[line] = max(floor(of: line), position)
    }

    private func floor(of line: ClaimLane) -> Int64 {
        let floor = floors[line] ?? base
        return line.partition == nil ? floor : max(floor, floors[line.general] ?? base)
    }
}
