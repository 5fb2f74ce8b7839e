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
        floors.took([(lane, 7), (lane, 9)], by: .aboveFloor, cameShort: false, at: horizon(50))
        #expect(stretch(&floors, .aboveFloor)?.low == 9)
        #expect(floors.stretches(.aboveFloor).filter { $0.low != 0 }.count == 1)
    }

    /// The steady state: what is claimed comes back short, and the next claim must not wade through it, nor through what others
    /// have claimed.
    @Test func aClaimThatCameShortRaisesEveryFloor() {
        var floors = ClaimFloors(kinds: ["a", "b"])
        floors.took([(lane, 7)], by: .aboveFloor, cameShort: true, at: horizon(50))
        #expect(floors.stretches(.aboveFloor).allSatisfy { $0.low == 50 && $0.high == .max })
        #expect(floors.stretches(.aboveFloor).count == 2 * 2 * 10)
    }

    /// A job that committed between the look at the positions and the claim.
    @Test func aFloorAboveTheHorizonStays() {
        var floors = ClaimFloors(kinds: ["a"])
        floors.took([(lane, 60)], by: .aboveFloor, cameShort: true, at: horizon(50))
        #expect(stretch(&floors, .aboveFloor)?.low == 60)
    }

    @Test func theLowWaterRisesWhenEveryTransactionOfTheHorizonHasEndedAndASweepLeftNothing() {
        var floors = ClaimFloors(kinds: ["a"])
        floors.took([], by: .aboveFloor, cameShort: true, at: horizon(50))
        floors.took([], by: .sweep, cameShort: true, at: horizon(50, oldest: 10, next: 20))
        #expect(floors.lowWater == 0)
        // One of them still runs.
        floors.took([], by: .sweep, cameShort: true, at: horizon(70, oldest: 19, next: 30))
        #expect(floors.lowWater == 0)
        // None runs, but the sweep may have left something.
        floors.took([(lane, 40)], by: .sweep, cameShort: false, at: horizon(80, oldest: 20, next: 30))
        #expect(floors.lowWater == 0)
        floors.took([], by: .sweep, cameShort: true, at: horizon(90, oldest: 20, next: 30))
        #expect(floors.lowWater == 50)
        #expect(floors.stretches(.sweep).isEmpty)
    }

    @Test func aSweepReadsBetweenTheLowWaterAndTheFloor() {
        var floors = ClaimFloors(kinds: ["a"])
        #expect(floors.stretches(.sweep).isEmpty)
        floors.took([], by: .aboveFloor, cameShort: true, at: horizon(50))
        #expect(stretch(&floors, .sweep) == .init(lane: lane, low: 0, high: 50))
        #expect(stretch(&floors, .fullSweep) == .init(lane: lane, low: 0, high: 50))
    }

    @Test func afterAResetEverythingIsReadAgain() {
        var floors = ClaimFloors(kinds: ["a"])
        floors.took([(lane, 60)], by: .aboveFloor, cameShort: true, at: horizon(50))
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

    /// A model of the table: transactions take positions and commit in any order, claimers claim, sweep and crash. Without a
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
            case 5...7: line.claim(.aboveFloor, Int.random(in: 1...3, using: &random), &claimers[index])
            case 8: line.claim(.sweep, Int.random(in: 1...3, using: &random), &claimers[index])
            default: if Int.random(in: 0..<10, using: &random) == 0 { claimers[index].reset() }
            }
        }
        line.endAll()
        for index in claimers.indices {
            for _ in 1...(line.ready.count + 3) {
                line.claim(.sweep, 1, &claimers[index])
                line.claim(.aboveFloor, 1, &claimers[index])
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

    /// The transaction has its id before its first position.
    mutating func beginAndInsert(_ count: Int, using random: inout SeededGenerator) {
        let transaction = nextTransaction
        nextTransaction += 1
        open[transaction] = (1...count).map { _ in
            position += 1
            let lane = ClaimLane(
                kind: ["a", "b"].randomElement(using: &random)!, priority: .random(in: 4...6, using: &random), lane: 1)
            return (lane, position)
        }
    }

    mutating func endOne(using random: inout SeededGenerator) {
        guard let transaction = open.keys.sorted().randomElement(using: &random) else { return }
        let rows = open.removeValue(forKey: transaction)!
        if Int.random(in: 0..<8, using: &random) > 0 { ready += rows }
    }

    mutating func endAll() {
        ready += open.values.joined()
        open = [:]
    }

    mutating func claim(_ reading: ClaimFloors.Reading, _ limit: Int, _ floors: inout ClaimFloors) {
        let horizon = ClaimFloors.Horizon(
            position: position, oldestRunning: open.keys.min() ?? nextTransaction, nextTransaction: nextTransaction)
        var taken: [(lane: ClaimLane, position: Int64)] = []
        for stretch in floors.stretches(reading) {
            taken += ready.filter { $0.lane == stretch.lane && $0.position > stretch.low && $0.position <= stretch.high }
                .sorted { $0.position < $1.position }
                .prefix(limit - taken.count)
        }
        ready.removeAll { row in taken.contains { $0.position == row.position } }
        floors.took(taken, by: reading, cameShort: taken.count < limit, at: horizon)
    }
}
