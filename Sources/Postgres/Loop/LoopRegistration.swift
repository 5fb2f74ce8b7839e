/// A client's entry in the loop: its alarm and, for a connection, its socket. Touched on the loop's thread only.
final class LoopRegistration {
    let client: any LoopClient
    /// The next time the client wants to be called.
    fileprivate(set) var alarm = Instant.never

    init(client: any LoopClient) { self.client = client }
}

extension LoopRegistration {
    /// Brings the alarm forward; true if it was later before.
    func advanceAlarm(to instant: Instant) -> Bool {
        guard instant < alarm else { return false }
        alarm = instant
        return true
    }

    /// Calls the client if its alarm is due.
    func ring(at now: Instant) {
        guard alarm <= now else { return }
        alarm = .never
        alarm = min(alarm, client.alarm(at: now))
    }
}
