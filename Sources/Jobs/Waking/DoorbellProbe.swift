import Foundation
import Postgres
import Synchronization

/// Notifications to oneself. A half-open connection is silent, and a pooler in transaction mode takes LISTEN and delivers
/// nothing: only a notification that comes back shows that others would. It is sent on another connection, because a pooler
/// does deliver what a client notifies itself of.
final class DoorbellProbe: Sendable {
    /// The payload that only this probe sends.
    let name = UUID().uuidString
    private let isBack = Atomic(true)

    func cameBack() { isBack.store(true, ordering: .releasing) }

    /// Sends until one does not come back, which it throws. That one cannot be sent says nothing of the listener.
    func run(through pool: PostgresPool, _ channel: String, every interval: Duration) async throws {
        while true {
            isBack.store(false, ordering: .releasing)
            let wasSent = (try? await pool.withConnection { try await $0.notify(channel, payload: self.name) }) != nil
            try await Task.sleep(for: interval)
            guard !wasSent || isBack.load(ordering: .acquiring) else {
                throw PostgresError(
                    .connectionLost, reason: "a notification to ourselves did not come back; LISTEN needs a direct connection")
            }
        }
    }
}
