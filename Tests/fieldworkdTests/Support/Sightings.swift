/// What came in, in order, and a way to wait for what has not come yet.
actor Sightings<Element: Sendable> {
    struct Ended: Error { let seen: [Element] }

    private(set) var all: [Element] = []
    private var hasEnded = false
    private var waiters: [CheckedContinuation<Void, Never>] = []

    func add(_ element: Element) {
        all.append(element)
        wake()
    }

    /// Nothing more will come.
    func end() {
        hasEnded = true
        wake()
    }

    /// The first from `start` on of which this holds, and where it stands. Throws what was seen if none will come.
    @discardableResult
    func first(from start: Int = 0, where isWanted: (Element) -> Bool) async throws -> (element: Element, next: Int) {
        var index = start
        while true {
            while index < all.count {
                if isWanted(all[index]) { return (all[index], index + 1) }
                index += 1
            }
            if hasEnded { throw Ended(seen: all) }
            await withCheckedContinuation { waiters.append($0) }
        }
    }

    private func wake() {
        for waiter in waiters { waiter.resume() }
        waiters = []
    }
}
