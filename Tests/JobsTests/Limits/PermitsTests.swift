import Foundation
@testable import Jobs
import TestSupport
import Testing

/// Invariant 15, the pure part.
@Suite struct PermitsTests {
    private let incarnation = UUID()
    private let line = ClaimLane(kind: "a", priority: 5, lane: 1)

    private func limit(_ id: Int64, kind: String? = nil, perPartition: Bool = false, allowed: Int = 3) -> Limit {
        Limit(id: id, queue: kind == nil ? "q" : nil, kind: kind, isPerPartition: perPartition, allowed: allowed)
    }

    private func permit(_ key: PermitKey, _ number: Int32) -> Permit { Permit(key: key, number: number, token: UUID()) }

    private func permits(_ limits: [Limit]) -> Permits {
        var permits = Permits()
        permits.update(limits)
        permits.begin(incarnation)
        return permits
    }

    private func reserve(_ permits: inout Permits, _ lines: [ClaimLane], _ most: Int) throws -> Reservation {
        let reservation = permits.reserve(lines, in: "q", upTo: most)
        return try #require(reservation)
    }

    private func expectFree(_ permits: inout Permits, _ free: Int, _ place: SourceLocation = #_sourceLocation) throws {
        let reservation = try reserve(&permits, [line], 5)
        #expect(reservation.free == [free], sourceLocation: place)
        permits.settle(reservation, reserved: reservation.free, [], in: "q")
    }

    private func job() -> AttemptKey { AttemptKey(id: 1, token: UUID()) }

    @Test func noLimitReservesNothing() {
        var permits = permits([limit(1, kind: "b")])
        let reservation = permits.reserve([line], in: "q", upTo: 10)
        #expect(reservation == nil)
    }

    @Test func aLineNeedsAPermitOfEachLimitThatCoversIt() throws {
        var permits = permits([limit(1), limit(2, kind: "a"), limit(3, kind: "b")])
        permits.lent([permit(PermitKey(limit: 1), 1), permit(PermitKey(limit: 1), 2)], to: incarnation)
        let lines = [line, ClaimLane(kind: "c", priority: 5, lane: 1)]
        let reservation = try reserve(&permits, lines, 10)
        #expect(reservation.needs.map(\.count) == [2, 1])
        #expect(!reservation.pays(for: 0))
        #expect(reservation.pays(for: 1))
    }

    @Test func aLineOfSeveralPartitionsIsNotAskedUnderALimitByPartition() throws {
        var permits = permits([limit(1, perPartition: true)])
        permits.lent([permit(PermitKey(limit: 1, partition: "x"), 1)], to: incarnation)
        let reservation = try reserve(&permits, [line, line.of("x"), line.of("y")], 10)
        #expect((0...2).map(reservation.pays) == [false, true, false])
        #expect(reservation.mixed == [0])
    }

    /// More could not be borrowed for.
    @Test func noMoreJobsAreOfInterestThanPermitsCouldBeHad() throws {
        var permits = permits([limit(1), limit(2, kind: "a", allowed: 2), limit(3, perPartition: true)])
        let lines = [line, line.of("x"), ClaimLane(kind: "b", priority: 5, lane: 1, partition: "x")]
        #expect(try (0...2).map(reserve(&permits, lines, 0).interest) == [1, 2, 3])
        permits.lent((1...2).map { permit(PermitKey(limit: 2), $0) }, to: incarnation)
        #expect(try (0...2).map(reserve(&permits, lines, 2).interest) == [1, 3, 3])
        #expect(try (0...2).map(reserve(&permits, lines, 2).interest) == [1, 1, 3], "all of them run or are reserved")
    }

    @Test func whatIsReservedOrRunsIsNotFree() throws {
        var permits = permits([limit(1)])
        permits.lent((1...3).map { permit(PermitKey(limit: 1), $0) }, to: incarnation)
        let first = try reserve(&permits, [line], 2)
        #expect(first.free == [2])
        try expectFree(&permits, 1)
        let job = job()
        permits.settle(first, reserved: [2], [(job, line)], in: "q")
        try expectFree(&permits, 2)
        let (once, again) = (permits.release(job), permits.release(job))
        #expect(once && !again)
    }

    @Test func anotherIncarnationHoldsNothing() throws {
        var permits = permits([limit(1)])
        permits.lent([permit(PermitKey(limit: 1), 1)], to: incarnation)
        let old = try reserve(&permits, [line], 5)
        permits.begin(UUID())
        #expect(permits.isInDoubt)
        permits.settle(old, reserved: old.free, [(job(), line)], in: "q")
        permits.lent([permit(PermitKey(limit: 1), 2)], to: incarnation)
        try expectFree(&permits, 0)
    }

    @Test func whatWasReturnedIsNotBelievedToBeLent() throws {
        var permits = permits([limit(1)])
        let lent = permit(PermitKey(limit: 1), 1)
        permits.lent([lent], to: incarnation)
        let surpluses = (permits.surplus(), permits.surplus())
        #expect(surpluses.0 == [] && surpluses.1 == [lent.token])
        permits.beginLook()
        permits.endLook([lent], for: incarnation)
        try expectFree(&permits, 0)
        permits.forget([lent.token])
        let rest = permits.surplus()
        #expect(rest.isEmpty)
    }

    @Test func aReturnIsRememberedUntilTheLastLookHasEnded() throws {
        var permits = permits([limit(1)])
        let lent = permit(PermitKey(limit: 1), 1)
        permits.lent([lent], to: incarnation)
        for _ in 1...2 { permits.beginLook() }
        permits.endLook([lent], for: incarnation)
        let surpluses = (permits.surplus(), permits.surplus())
        #expect(surpluses.1 == [lent.token])
        permits.forget([lent.token])
        permits.endLook([lent], for: incarnation)
        try expectFree(&permits, 0)
    }

    @Test func whatIsLentDuringALookIsLookedForAgain() throws {
        var permits = permits([limit(1)])
        let lent = permit(PermitKey(limit: 1), 1)
        permits.beginLook()
        #expect(!permits.isInDoubt)
        permits.lent([lent], to: incarnation)
        permits.endLook([], for: incarnation)
        #expect(permits.isInDoubt)
        permits.beginLook()
        permits.endLook([lent], for: incarnation)
        #expect(!permits.isInDoubt)
        try expectFree(&permits, 1)
        permits.beginLook()
        permits.endLook(nil, for: incarnation)
        #expect(permits.isInDoubt, "there was no answer")
    }

    @Test func whatIsLentInVainIsTakenOut() throws {
        let keys = (1...3).map { PermitKey(limit: $0) }
        var permits = permits((1...3).map { limit($0) })
        let lent = [permit(keys[0], 1), permit(keys[1], 1)]
        permits.lent(lent, to: incarnation)
        #expect(permits.takeOutUseless(lent, for: [keys, [keys[0]]]) == [lent[1].token], "one line can do with the first")
        #expect(permits.takeOutUseless(lent, for: [keys]) == [lent[0].token])
        #expect(permits.takeOutUseless(lent, for: [keys]) == [])
    }

    /// A model of the table of permits and of processes that borrow, claim, finish, return, lose answers and their leases.
    @Test(arguments: 1...200)
    func noMoreRunThanAreAllowed(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let limits = [limit(1, allowed: 4), limit(2, kind: "a", perPartition: true, allowed: 2)]
        let keys = [PermitKey(limit: 1), PermitKey(limit: 2, partition: "x"), PermitKey(limit: 2, partition: "y")]
        let lines = [line.of("x"), line.of("y"), ClaimLane(kind: "b", priority: 5, lane: 1)]
        var table: [PermitKey: [Int32: (owner: UUID, token: UUID)]] = [:]
        var processes = (0..<3).map { _ in
            (id: UUID(), permits: Permits(), running: [(key: AttemptKey, line: Int)](), looks: [[Permit]]())
        }
        for index in processes.indices {
            processes[index].permits.update(limits)
            processes[index].permits.begin(processes[index].id)
        }
        for _ in 1...400 {
            let index = processes.indices.randomElement(using: &random)!
            let id = processes[index].id
            switch Int.random(in: 0..<12, using: &random) {
            case 0...2:
                let key = keys.randomElement(using: &random)!
                let allowed = limits.first { $0.id == key.limit }!.allowed
                guard let number = (1...Int32(allowed)).first(where: { table[key]?[$0] == nil }) else { break }
                let lent = permit(key, number)
                table[key, default: [:]][number] = (id, lent.token)
                if Bool.random(using: &random) { processes[index].permits.lent([lent], to: id) }
            case 3...7:
                guard var reservation = processes[index].permits.reserve(lines, in: "q", upTo: 3) else { break }
                let reserved = reservation.free
                var taken: [(key: AttemptKey, line: Int)] = []
                for line in lines.indices where reservation.pays(for: line) && Bool.random(using: &random) {
                    reservation.spend(on: line)
                    taken.append((AttemptKey(id: 1, token: UUID()), line))
                }
                processes[index].permits.settle(reservation, reserved: reserved, taken.map { ($0.key, lines[$0.line]) }, in: "q")
                processes[index].running += taken
            case 8...9:
                guard let job = processes[index].running.indices.randomElement(using: &random) else { break }
                _ = processes[index].permits.release(processes[index].running.remove(at: job).key)
            case 10:
                let tokens = processes[index].permits.surplus()
                for key in keys { table[key] = table[key]?.filter { !tokens.contains($0.value.token) } }
                if Bool.random(using: &random) { processes[index].permits.forget(tokens) }
            default:
                if Int.random(in: 0..<10, using: &random) == 0 {
                    // The lease is lost: what ran is over, and what was lent is anybody's.
                    for key in keys { table[key] = table[key]?.filter { $0.value.owner != id } }
                    processes[index].running = []
                    for look in processes[index].looks { processes[index].permits.endLook(look, for: id) }
                    processes[index].looks = []
                    processes[index].id = UUID()
                    processes[index].permits.begin(processes[index].id)
                } else if let look = processes[index].looks.indices.randomElement(using: &random), Bool.random(using: &random) {
                    // Answers come in any order.
                    processes[index].permits.endLook(processes[index].looks.remove(at: look), for: id)
                } else {
                    let lent = keys.flatMap { key in
                        (table[key] ?? [:]).filter { $0.value.owner == id }.map {
                            Permit(key: key, number: $0.key, token: $0.value.token)
                        }
                    }
                    processes[index].permits.beginLook()
                    processes[index].looks.append(lent)
                }
            }
            let running = processes.flatMap(\.running)
            #expect(running.count <= 4, "seed \(seed)")
            for line in 0...1 { #expect(running.count { $0.line == line } <= 2, "seed \(seed)") }
        }
    }
}
