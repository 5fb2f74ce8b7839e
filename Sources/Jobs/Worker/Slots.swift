import Synchronization

/// How many more jobs a queue may run at once.
final class Slots: Sendable {
    private struct State {
        var free: Int
        var waiter: (count: Int, continuation: CheckedContinuation<Void, Never>)?
    }

    /// How many are worth a claim of their own.
    let batch: Int
    private let state: Mutex<State>

    init(_ count: Int) {
        batch = max(1, count / 4)
        state = Mutex(State(free: count))
    }

    var free: Int { state.withLock { $0.free } }

    func take(_ count: Int) { state.withLock { $0.free -= count } }

    func giveBack() {
        let waiter = state.withLock { state in
            state.free += 1
            guard let waiter = state.waiter, state.free >= waiter.count else { return nil as CheckedContinuation<Void, Never>? }
            state.waiter = nil
            return waiter.continuation
        }
        waiter?.resume()
    }

    /// Returns when so many slots are free or the time is up. One caller at a time.
    func untilFree(_ count: Int = 1, upTo limit: Duration) async {
        if free >= count { return }
        await withTaskGroup { group in
            group.addTask { await self.untilFree(count) }
            group.addTask { try? await Task.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }

    private func untilFree(_ count: Int) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isFree = state.withLock { state in
                    if state.free >= count || Task.isCancelled { return true }
                    state.waiter = (count, continuation)
                    return false
                }
                if isFree { continuation.resume() }
            }
        } onCancel: {
            state.withLock { state in
                let waiter = state.waiter
                state.waiter = nil
                return waiter?.continuation
            }?.resume()
        }
    }
}
