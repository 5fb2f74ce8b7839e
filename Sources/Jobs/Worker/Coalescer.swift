import Synchronization

/// Gathers the requests that arrive while a round trip is under way and has them sent together: group commit.
///
/// Under load the batches grow by themselves; an idle system pays no delay.
final class Coalescer<Request: Sendable>: Sendable {
    private struct State {
        var pending: [Request] = []
        var senders: [(waiting: Int, continuation: CheckedContinuation<Void, Never>)] = []
        var isClosed = false

        /// One that sleeps and has enough to do now.
        mutating func wakeSender() -> CheckedContinuation<Void, Never>? {
            guard let index = senders.firstIndex(where: { $0.waiting <= pending.count }) else { return nil }
            return senders.remove(at: index).continuation
        }
    }

    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: the most requests of one round trip.
    init(limit: Int) {
        self.limit = limit
    }

    /// How many requests wait for the next round trip.
    var waiting: Int { state.withLock { $0.pending.count } }

    /// False when it is closed, and nothing sends the request.
    func add(_ request: Request) -> Bool {
        let (isOpen, sender) = state.withLock { state -> (Bool, CheckedContinuation<Void, Never>?) in
            guard !state.isClosed else { return (false, nil) }
            state.pending.append(request)
            return (true, state.wakeSender())
        }
        sender?.resume()
        return isOpen
    }

    /// Sends batch after batch until it is closed and nothing is pending. Several may, each at its round trip.
    ///
    /// - Parameter waiting: how many requests have to wait before this one takes them: a second sender that took every
    ///   single one would only make the batches smaller.
    func run(waiting: Int = 1, _ send: @Sendable ([Request]) async -> Void) async {
        while let batch = await next(waiting) { await send(batch) }
    }

    /// Ends ``run(waiting:_:)`` once what is pending is sent.
    func close() {
        let senders = state.withLock { state in
            state.isClosed = true
            defer { state.senders = [] }
            return state.senders
        }
        for sender in senders { sender.continuation.resume() }
    }

    /// Nil once it is closed and nothing is pending.
    private func next(_ waiting: Int) async -> [Request]? {
        while true {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    if state.isClosed || state.pending.count >= waiting { return true }
                    state.senders.append((waiting, continuation))
                    return false
                }
                if isDue { continuation.resume() }
            }
            let (batch, isOver) = state.withLock { state in
                let isDue = state.isClosed || state.pending.count >= waiting
                let batch = isDue ? Array(state.pending.prefix(limit)) : []
                state.pending.removeFirst(batch.count)
                return (batch, state.isClosed && batch.isEmpty)
            }
            if isOver { return nil }
            if !batch.isEmpty { return batch }
        }
    }
}
