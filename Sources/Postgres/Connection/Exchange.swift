/// One use of the connection, from the first byte sent to the last one read.
struct Exchange {
    /// Tells a message meant for this exchange from one meant for an earlier one.
    let id: UInt64
    var deadline: Instant
    /// COMMIT and ROLLBACK go on although their task is cancelled.
    var isShielded: Bool
    /// The task was cancelled, so the server was asked to cancel.
    var isCancelled = false
    /// Calls of `PQcancel` that have not returned. Until they have, they could hit the next statement, so the exchange
    /// does not end.
    var cancelsUnderWay = 0
}

/// A call that waits for the connection to be free.
struct Turn {
    enum Outcome {
        case granted
        case late
        case cancelled
    }

    let id: UInt64
    let deadline: Instant
    let continuation: UnsafeContinuation<Outcome, Never>
}
