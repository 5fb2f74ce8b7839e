import struct Foundation.UUID

/// What a claim may take under the limits: a budget for each limit, and for each of its lines the budgets that a job of it
/// uses up.
struct Reservation: Sendable {
    let incarnation: UUID
    let keys: [PermitKey]
    /// How many jobs each budget still pays for.
    var free: [Int]
    /// How many permits of each this process does not have, whoever has them.
    let lacking: [Int]
    /// For each line the budgets it needs.
    let needs: [[Int]]
    /// Lines of jobs of several partitions under a limit that is counted by partition: to be looked at, and then read by
    /// partition.
    let mixed: Set<Int>

    func pays(for line: Int) -> Bool {
        !mixed.contains(line) && needs[line].allSatisfy { free[$0] > 0 }
    }

    /// How many jobs of a line that nothing may be taken from it is worth knowing of; one at least, to tell it from an empty one.
    func interest(in line: Int) -> Int {
        if mixed.contains(line) { return 1 }
        return max(1, needs[line].filter { free[$0] <= 0 }.map { lacking[$0] }.min() ?? 1)
    }

    mutating func spend(on line: Int) {
        for budget in needs[line] { free[budget] -= 1 }
    }
}
