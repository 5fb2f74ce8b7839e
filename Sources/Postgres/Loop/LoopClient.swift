/// What the loop calls, on its own thread: an actor which runs on the loop.
protocol LoopClient: AnyObject, Sendable {
    /// The watched socket is ready (`EPOLLIN`, `EPOLLOUT`, `EPOLLERR`, `EPOLLHUP`). Called until it is not, so the callee
    /// must consume what is there or change what it is interested in.
    nonisolated func socketReady(_ events: UInt32)

    /// The alarm went off. Returns when it wants to be called next.
    nonisolated func alarm(at now: Instant) -> Instant
}

extension LoopClient {
    nonisolated func socketReady(_ events: UInt32) {}
}
