import EmbeddedPostgres

/// The server is restarted: in order, soon back; or without a word, and away for longer than a lease.
struct ServerRestart: PlainScenario {
    let mode: EmbeddedPostgres.StopMode

    var name: String { "restart.\(mode.rawValue)" }

    func strike(_ stage: Stage) async throws {
        try await stage.server.stop(mode)
        if mode == .immediate { try await Task.sleep(for: stage.plan.lease * 1.2) }
        try await stage.server.start()
    }
}
