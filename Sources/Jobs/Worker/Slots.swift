import Synchronization

/// How many more jobs a queue may run at once.
final class Slots: Sendable {
    private struct State {
        var free: Int
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state: Mutex<State>

    init(_ count: Int) { state = Mutex(State(free: count)) }

    var free: Int { state.withLock { $0.free } }

    func take(_ count: Int) { state.withLock { $0.free -= count } }

    func giveBack() {
        let waiter = state.withLock { state in
            state.free += 1
            let waiter = state.waiter
            state.waiter = nil
            return waiter
        }
        waiter?.resume()
    }

    /// Returns when a slot is free or the time is up. One caller at a time.
    func untilFree(upTo limit: Duration) async {
        await withTaskGroup { group in
            group.addTask { await self.untilFree() }
            group.addTask { try? await Task.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }

    private func untilFree() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isFree = state.withLock { state in
                    if state.free > 0 || Task.isCancelled { return true }
                    state.waiter = continuation
                    return false
                }
                if isFree { continuation.resume() }
            }
        } onCancel: {
            state.withLock { state in
                let waiter = state.waiter
                state.waiter = nil
                return waiter
            }?.resume()
        }
    }
}
