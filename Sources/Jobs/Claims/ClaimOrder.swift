/// In which order a claimer serves the lines of its queue, and which of them it reads by partition.
///
/// Without a backlog there is nothing to share, and the general lines are all there is to read. A line from which a claim took
/// all that it asked for is *crowded*: from then on it is read partition by partition, and they take turns, so that whoever has
/// few jobs waits for a claim and not for the backlog. It is no longer crowded once it was left empty.
struct ClaimOrder: Sendable {
    private let kinds: [String]
    /// Those the queue has ever had jobs of, the one that was served longest ago first.
    private(set) var partitions: [String] = []
    /// General lines that are read by partition.
    private(set) var crowded: Set<ClaimLane> = []
    private var turn = 0

    init(kinds: [String]) { self.kinds = kinds }

    /// The lines to read: by priority, then by turns of the partitions, then jobs that come back before new ones, and the
    /// kinds taking turns at being first. General lines of a priority come before those of partitions: what they hold is
    /// little, or they will be crowded.
    mutating func lines() -> [ClaimLane] {
        guard !kinds.isEmpty else { return [] }
        turn = (turn + 1) % kinds.count
        var lines: [ClaimLane] = []
        for priority in Int16(0)...9 {
            var shared: [ClaimLane] = []
            for lane in Int16(0)...1 {
                for index in kinds.indices {
                    let line = ClaimLane(kind: kinds[(index + turn) % kinds.count], priority: priority, lane: lane)
                    if crowded.contains(line) { shared.append(line) } else { lines.append(line) }
                }
            }
            if shared.isEmpty { continue }
            for partition in partitions { lines += shared.map { $0.of(partition) } }
        }
        return lines
    }

    /// The line in which a job is met.
    func line(_ lane: ClaimLane) -> ClaimLane {
        crowded.contains(lane.general) ? lane : lane.general
    }

    /// False when there are partitions whose lines were not read.
    func knows(_ registered: [String]) -> Bool { Set(registered).isSubset(of: partitions) }

    /// True when partitions have come to be known since there were `count`, and lines of theirs are read.
    func hasLines(ofMoreThan count: Int) -> Bool { partitions.count > count && !crowded.isEmpty }

    /// Takes in what partitions there are. A new one was never served, and so is the first. Jobs of nobody are one too, whether
    /// or not somebody has said so: those that are older than partitions were registered by nobody.
    mutating func register(_ registered: [String]) {
        partitions = Set(registered).union([""]).subtracting(partitions).sorted() + partitions
    }

    /// Sends those who were served to the end of the row.
    mutating func served(_ lanes: [ClaimLane]) {
        let served = Set(lanes.compactMap(\.partition))
        guard partitions.count > 1, !served.isEmpty else { return }
        partitions = partitions.filter { !served.contains($0) } + partitions.filter { served.contains($0) }
    }

    mutating func crowd(_ line: ClaimLane) { crowded.insert(line.general) }
    mutating func relax(_ line: ClaimLane) { crowded.remove(line) }
    mutating func relax() { crowded = [] }
}
