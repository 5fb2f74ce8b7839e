import Synchronization

/// The bells of this process's claim loops: one per queue, rung from anywhere, slept by at most one loop.
package final class Bells: Sendable {
    private struct Bell {
        var isRung = false
        var isNudged = false
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

    /// Wakes the loops of all queues, for which there is room now that there was not: nothing new has come.
    func nudgeAll() {
        let sleepers = bells.withLock { bells in
            bells.keys.compactMap { queue in
                let sleeper = bells[queue]?.sleeper
                bells[queue]?.isNudged = true
                bells[queue]?.sleeper = nil
                return sleeper
            }
        }
        for sleeper in sleepers { sleeper.resume() }
    }

    /// Wakes the loops of all queues.
    func ringAll() {
        for queue in bells.withLock({ $0.keys.sorted() }) { ring(queue) }
    }

    /// Whether it was rung for since the last time. The caller is about to look for itself.
    func take(_ queue: String) -> Bool {
        bells.withLock { bells in
            defer {
                bells[queue]?.isRung = false
                bells[queue]?.isNudged = false
            }
            return bells[queue]?.isRung ?? false
        }
    }

    /// Sleeps until the queue is rung for or the time is up.
    func sleep(_ queue: String, upTo limit: Duration) async {
        await withTaskGroup { group in
            group.addTask { await self.untilRung(queue) }
            group.addTask { try? await Task.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }

    private func untilRung(_ queue: String) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let returnsNow = bells.withLock { bells in
                    if bells[queue]?.isRung ?? true || bells[queue]?.isNudged ?? true || Task.isCancelled { return true }
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
    }
}
