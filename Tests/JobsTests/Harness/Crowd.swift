/// Lets a number of tests run at a time: each has processes, connections and leases that want their share of the machine.
actor Crowd {
    static let tests = Crowd(places: 5)

    private var free: Int
    private var line: [CheckedContinuation<Void, Never>] = []

    init(places: Int) { free = places }

    nonisolated func withPlace<R: Sendable>(_ body: () async throws -> R) async throws -> R {
        await take()
        let result = await Result(catching: body)
        await giveBack()
        return try result.get()
    }

    private func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { line.append($0) }
        }
    }

    private func giveBack() {
        if line.isEmpty { free += 1 } else { line.removeFirst().resume() }
    }
}
