/// Runs `body`, and then `cleanUp` however it ended.
func cleaningUp<R: Sendable>(_ body: () async throws -> R, with cleanUp: () async throws -> Void) async throws -> R {
    let result: R
    do {
        result = try await body()
    } catch {
        try? await cleanUp()
        throw error
    }
    try await cleanUp()
    return result
}
