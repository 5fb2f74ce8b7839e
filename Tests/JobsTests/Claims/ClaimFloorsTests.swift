@testable import Jobs
import TestSupport
import Testing

/// Invariant 7, the pure part.
@Suite struct ClaimFloorsTests {
    let lane = ClaimLane(kind: "a", priority: 5, lane: 1)

    private func horizon(_ position: Int64, oldest: Int64 = 1, next: Int64 = 1) -> ClaimFloors.Horizon {
        .init(position: position, oldestRunning: oldest, nextTransaction: next)
    }

    private func stretch(_ floors: inout ClaimFloors, _ reading: ClaimFloors.Reading) -> ClaimFloors.Stretch? {
        floors.stretches(reading).first { $0.lane == lane }
    }

    @Test func aFullClaimRaisesTheFloorOfItsLineOnly() {
        var floors = ClaimFloors(kinds: ["a"])
        floors.took([(lane, 7), (lane, 9)], by: .aboveFloor, leaving: .unknown, at: horizon(50))
        #expect(stretch(&floors, .aboveFloor)?.low == 9)
        #expect(floors.stretches(.aboveFloor).filter { $0.low != 0 }.count == 1)
    }

    /// The steady state: what is claimed comes back short, and the next claim must not wade through it, nor through what others
    /// have claimed.
    @Test func aClaimThatCameShortRaisesEveryFloor() {
        var floors = ClaimFloors(kinds: ["a", "b"])
        floors.took([(lane, 7)], by: .aboveFloor, leaving: .nothing, at: horizon(50))
        #expect(floors.stretches(.aboveFloor).allSatisfy { $0.low == 50 && $0.high == .max })
        #expect(floors.stretches(.aboveFloor).count == 2 * 2 * 10)
    }

    /// A job that committed between the look at the positions and the claim.
    @Test func aFloorAboveTheHorizonStays() {
        var floors = ClaimFloors(kinds: ["a"])
        floors.took([(lane, 60)], by: .aboveFloor, leaving: .nothing, at: horizon(50))
        #expect(stretch(&floors, .aboveFloor)?.low == 60)
    }

    @Test func theLowWaterRisesWhenEveryTransactionOfTheHorizonHasEndedAndASweepLeftNothing() {
        var floors = ClaimFloors(kinds: ["a"])
        floors.took([], by: .aboveFloor, leaving: .nothing, at: horizon(50))
        floors.took([], by: .sweep, leaving: .nothing, at: horizon(50, oldest: 10, next: 20))
        #expect(floors.lowWater == 0)
        // One of them still runs.
        floors.took([], by: .sweep, leaving: .nothing, at: horizon(70, oldest: 19, next: 30))
        #expect(floors.lowWater == 0)
        // None runs, but the sweep may have left something.
        floors.took([(lane, 40)], by: .sweep, leaving: .unknown, at: horizon(80, oldest: 20, next: 30))
        #expect(floors.lowWater == 0)
        floors.took([], by: .sweep, leaving: .nothing, at: horizon(90, oldest: 20, next: 30))
        #expect(floors.lowWater == 50)
        #expect(floors.stretches(.sweep).isEmpty)
    }

    @Test func aSweepReadsBetweenTheLowWaterAndTheFloor() {
        var floors = ClaimFloors(kinds: ["a"])
        #expect(floors.stretches(.sweep).isEmpty)
        floors.took([], by: .aboveFloor, leaving: .nothing, at: horizon(50))
        #expect(stretch(&floors, .sweep) == .init(lane: lane, low: 0, high: 50))
        #expect(stretch(&floors, .fullSweep) == .init(lane: lane, low: 0, high: 50))
    }

    @Test func afterAResetEverythingIsReadAgain() {
        var floors = ClaimFloors(kinds: ["a"])
        floors.took([(lane, 60)], by: .aboveFloor, leaving: .nothing, at: horizon(50))
        floors.reset()
        #expect(floors.stretches(.aboveFloor).allSatisfy { $0.low == 0 })
    }

    @Test func stretchesComeByPriorityThenReturnedBeforeNewAndKindsTakeTurns() {
        var floors = ClaimFloors(kinds: ["a", "b", "c"])
        let first = floors.stretches(.aboveFloor).map(\.lane)
        #expect(first.map(\.priority) == first.map(\.priority).sorted())
        #expect(first.prefix(6).map(\.lane) == [0, 0, 0, 1, 1, 1])
        let leaders = (1...3).map { _ in floors.stretches(.aboveFloor)[0].lane.kind }
        #expect(Set(leaders) == ["a", "b", "c"])
    }

    private func lines(_ floors: ClaimFloors) -> [ClaimLane] {
        var floors = floors
        return floors.stretches(.aboveFloor).filter { $0.low == 0 }.map(\.lane)
    }

    @Test func aFullClaimOfSeveralPartitionsHasItsLineReadByPartition() {
        var floors = ClaimFloors(kinds: ["a"])
        floors.register(["x", "y"])
        floors.took([(lane.of("x"), 7)], by: .aboveFloor, leaving: .unknown, at: horizon(50))
        // The partitions go on where the general line was left.
        #expect(floors.stretches(.aboveFloor).filter { $0.lane.general == lane }.map(\.low) == [7, 7, 7])
        #expect(floors.order.partitions == ["", "y", "x"])
        floors.took([(lane.of("x"), 30)], by: .aboveFloor, leaving: .unknown, at: horizon(50))
        #expect(floors.stretches(.aboveFloor).filter { $0.lane.general == lane }.map(\.low) == [7, 7, 30])
    }

    @Test func whatOnePartitionTookSaysNothingOfTheGeneralLine() {
        var floors = ClaimFloors(kinds: ["a"])
        floors.register(["x", "y"])
        floors.took([(lane.of("x"), 7)], by: .aboveFloor, leaving: .unknown, at: horizon(50))
        floors.took([(lane.of("x"), 30)], by: .aboveFloor, leaving: .unknown, at: horizon(50))
        // Partition z came between: its lines were not read.
        let later = ClaimFloors.Horizon(position: 60, oldestRunning: 1, nextTransaction: 1, partitions: ["x", "y", "z"])
        floors.took([], by: .aboveFloor, leaving: .nothing, at: later)
        #expect(floors.stretches(.aboveFloor).first { $0.lane == lane.of("z") }?.low == 7)
        floors.took([], by: .aboveFloor, leaving: .nothing, at: later)
        #expect(stretch(&floors, .aboveFloor)?.low == 60)
    }

    /// What was passed there while the partition was read is met in the general line, and not below it.
    @Test func aPartitionsFloorDoesNotOutliveTheReadingByPartition() {
        var floors = ClaimFloors(kinds: ["a"])
        floors.register(["x", "y"])
        floors.crowd(lane)
        let moment = ClaimFloors.Horizon(position: 50, oldestRunning: 1, nextTransaction: 1, partitions: ["x", "y"])
        floors.took(
            [(lane.of("x"), 60)], by: .aboveFloor, leaving: .allBut(empty: ["", "x", "y"].map(lane.of)), at: moment)
        #expect(floors.order.crowded.isEmpty)
        floors.crowd(lane)
        #expect(floors.stretches(.aboveFloor).filter { $0.lane.general == lane }.map(\.low) == [50, 50, 50])
    }

    @Test func linesThatWereCutKeepTheirFloors() {
        var floors = ClaimFloors(kinds: ["a", "b"])
        let others = lines(floors).filter { $0 != lane }
        floors.took([(lane, 7)], by: .aboveFloor, leaving: .allBut(empty: others), at: horizon(50))
        #expect(floors.stretches(.aboveFloor).filter { $0.low != 50 } == [.init(lane: lane, low: 7, high: .max)])
        floors.took([], by: .sweep, leaving: .nothing, at: horizon(60))
        floors.took([], by: .sweep, leaving: .allBut(empty: others), at: horizon(60))
        #expect(floors.lowWater == 0, "a sweep that was cut may have left something")
    }

    /// A model of the table: transactions take positions and commit in any order, claimers claim, sweep and crash,
    /// limits cut claims short, and partitions are registered with their first job. Without a
    /// single full sweep every job is claimed once all transactions have ended.
    @Test(arguments: 1...200)
    func noOrderOfCommitsLosesAJob(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var line = LineModel()
        var claimers = (0..<2).map { _ in ClaimFloors(kinds: ["a", "b"]) }
        for _ in 1...300 {
            let index = Int.random(in: claimers.indices, using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0...2: line.beginAndInsert(Int.random(in: 1...3, using: &random), using: &random)
            case 3...4: line.endOne(using: &random)
            case 5...7: line.claim(.aboveFloor, Int.random(in: 1...3, using: &random), &claimers[index], using: &random)
            case 8: line.claim(.sweep, Int.random(in: 1...3, using: &random), &claimers[index], using: &random)
            default: if Int.random(in: 0..<10, using: &random) == 0 { claimers[index].reset() }
            }
        }
        line.endAll()
        for index in claimers.indices {
            for _ in 1...(line.ready.count + 3) {
                line.claim(.sweep, 1, &claimers[index])
                line.claim(.aboveFloor, 2, &claimers[index])
            }
        }
        #expect(line.ready.isEmpty, "seed \(seed)")
    }
}

/// Positions, transactions and committed rows, as a claimer sees them.
private struct LineModel {
    private(set) var ready: [(lane: ClaimLane, position: Int64)] = []
    private var position: Int64 = 0
    private var nextTransaction: Int64 = 1
    private var open: [Int64: [(lane: ClaimLane, position: Int64)]] = [:]
    private var partitions: Set<String> = []

    /// The transaction has its id before its first position.
    mutating func beginAndInsert(_ count: Int, using random: inout SeededGenerator) {
        let transaction = nextTransaction
        nextTransaction += 1
        open[transaction] = (1...count).map { _ in
            position += 1
            let lane = ClaimLane(
                kind: ["a", "b"].randomElement(using: &random)!, priority: .random(in: 4...6, using: &random), lane: 1,
                partition: ["x", "y", "z"].randomElement(using: &random)!)
            return (lane, position)
        }
    }

    mutating func endOne(using random: inout SeededGenerator) {
        guard let transaction = open.keys.sorted().randomElement(using: &random) else { return }
        let rows = open.removeValue(forKey: transaction)!
        if Int.random(in: 0..<8, using: &random) > 0 { commit(rows) }
    }

    mutating func endAll() {
        for rows in open.values { commit(rows) }
        open = [:]
    }

    private mutating func commit(_ rows: [(lane: ClaimLane, position: Int64)]) {
        ready += rows
        partitions.formUnion(rows.compactMap(\.lane.partition))
    }

    mutating func claim(_ reading: ClaimFloors.Reading, _ limit: Int, _ floors: inout ClaimFloors) {
        claim(reading, limit, &floors) { _ in false }
    }

    /// Now and then a limit keeps it from some of its lines, and has one of them read by partition.
    mutating func claim(
        _ reading: ClaimFloors.Reading, _ limit: Int, _ floors: inout ClaimFloors, using random: inout SeededGenerator
    ) {
        let denies = Int.random(in: 0..<4, using: &random) == 0
        if denies, let row = ready.randomElement(using: &random) { floors.crowd(row.lane) }
        claim(reading, limit, &floors) { _ in denies && Bool.random(using: &random) }
    }

    private mutating func claim(
        _ reading: ClaimFloors.Reading, _ limit: Int, _ floors: inout ClaimFloors, denying isDenied: (ClaimLane) -> Bool
    ) {
        let horizon = ClaimFloors.Horizon(
            position: position, oldestRunning: open.keys.min() ?? nextTransaction, nextTransaction: nextTransaction,
            partitions: partitions.sorted())
        var taken: [(lane: ClaimLane, position: Int64)] = []
        let stretches = floors.stretches(reading)
        var empty: [ClaimLane] = []
        for stretch in stretches where !isDenied(stretch.lane) {
            taken += ready.filter {
                $0.lane.general == stretch.lane.general && $0.lane.partition == stretch.lane.partition ?? $0.lane.partition
                    && $0.position > stretch.low && $0.position <= stretch.high
            }.sorted { $0.position < $1.position }.prefix(limit - taken.count)
            empty.append(stretch.lane)
        }
        ready.removeAll { row in taken.contains { $0.position == row.position } }
        let rest: ClaimFloors.Remainder =
            taken.count == limit ? .unknown : empty.count == stretches.count ? .nothing : .allBut(empty: empty)
        floors.took(taken, by: reading, leaving: rest, at: horizon)
    }
}
