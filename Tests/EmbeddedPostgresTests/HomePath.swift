import EmbeddedPostgres
import Foundation

/// A path for a home that stays, and whatever is there removed afterwards.
@discardableResult
func withHomePath<R>(_ body: (String) async throws -> R) async throws -> R {
    let path = "/var/tmp/fieldwork-test-\(UUID().uuidString.prefix(8))"
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(path)
}
