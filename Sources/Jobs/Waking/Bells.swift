import Synchronization

/// The bells of this process's claim loops: one per queue, rung from anywhere, slept by at most one loop.
package final class Bells: Sendable {
    private struct Bell {
        var isRung = false
        var sleeper: CheckedContinuation<Void, Never>?
    }

    private let bells: Mutex<[String: Bell]>

    package init(queues: [String]) {
        bells = Mutex(Dictionary(queues.map { ($0, Bell()) }, uniquingKeysWith: { first, _ in first }))
    }

    /// Wakes the queue's loop, or keeps it from going to sleep. A queue that is not served here is ignored: anybody may notify.
    package func ring(_ queue: String) {
        bells.withLock { bells in
            let sleeper = bells[queue]?.sleeper
            bells[queue]?.isRung = true
            bells[queue]?.sleeper = nil
            return sleeper
        }?.resume()
    }

    /// Forgets rings that came before: the caller is about to look for itself.
    func clear(_ queue: String) {
        bells.withLock { $0[queue]?.isRung = false }
    }

    /// Sleeps until the queue is rung for or the time is up. True when it was rung for.
    func sleep(_ queue: String, upTo limit: Duration) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { await self.untilRung(queue) }
            group.addTask {
                try? await Task.sleep(for: limit)
                return false
            }
            let wasRung = await group.next() ?? false
            group.cancelAll()
            return wasRung
        }
    }

    private func untilRung(_ queue: String) async -> Bool {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let returnsNow = bells.withLock { bells in
                    if bells[queue]?.isRung ?? true || Task.isCancelled { return true }
                    bells[queue]?.sleeper = continuation
                    return false
                }
                if returnsNow { continuation.resume() }
            }
        } onCancel: {
            bells.withLock { bells in
                let sleeper = bells[queue]?.sleeper
                bells[queue]?.sleeper = nil
                return sleeper
            }?.resume()
        }
        return bells.withLock { bells in
            defer { bells[queue]?.isRung = false }
            return bells[queue]?.isRung ?? false
        }
    }
}
