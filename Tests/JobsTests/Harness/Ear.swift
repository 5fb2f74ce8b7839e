import Foundation
import Postgres
import TestSupport

/// Hears what is notified on the queue's channel.
struct Ear: Sendable {
    private let listener: PostgresListener

    init(_ queue: QueueHarness) {
        listener = PostgresListener(
            PostgresConfiguration(queue.database.conninfo), channels: ["fieldwork_jobs"], logger: .silent)
    }

    func run<R: Sendable>(_ body: () async throws -> R) async throws -> R {
        try await withThrowingTaskGroup { group in
            group.addTask { await listener.run() }
            defer { group.cancelAll() }
            for await case .listening in listener.events { break }
            return try await body()
        }
    }

    /// What was heard since the last time, up to a notification sent now.
    func heardUntilNow(_ queue: QueueHarness) async throws -> [String] {
        try await queue.run("select pg_notify('fieldwork_jobs', 'the end')")
        var heard: [String] = []
        for await case .notification(let notification) in listener.events {
            if notification.payload == "the end" { break }
            // Probes of doorbells are no rings.
            if UUID(uuidString: notification.payload) == nil { heard.append(notification.payload) }
        }
        return heard
    }
}
