import ArgumentParser

/// What a benchmark is run with.
struct Setting: Sendable {
    enum Size: String, CaseIterable, Sendable, ExpressibleByArgument {
        case short, long
    }

    /// A database for nobody else, on a server that nobody else uses.
    let conninfo: String
    let size: Size
    /// What measures other queues, up to its arguments.
    let peers: String?

    /// Runs `body` with a new database on the same server, which is dropped however `body` ends.
    func withDatabase<R: Sendable>(_ body: (_ conninfo: String) async throws -> R) async throws -> R {
        let name = "fieldwork_bench_\(UInt64.random(in: .min ... .max))"
        try await runScript(conninfo, "create database \(name)")
        let result: Result<R, any Error>
        do {
            result = .success(try await body(self.conninfo(database: name)))
        } catch {
            result = .failure(error)
        }
        // Not for a task that may be cancelled to leave undone.
        try await Task { try await runScript(conninfo, "drop database \(name) with (force)") }.value
        return try result.get()
    }

    /// The same with the queue's schema in it.
    func withMigratedDatabase<R: Sendable>(_ body: (_ conninfo: String) async throws -> R) async throws -> R {
        try await withDatabase { conninfo in
            try await MigratedDatabase.prepare(conninfo)
            return try await body(conninfo)
        }
    }

    /// In both of libpq's notations what comes last counts.
    private func conninfo(database: String) -> String {
        guard conninfo.hasPrefix("postgres://") || conninfo.hasPrefix("postgresql://") else {
            return "\(conninfo) dbname=\(database)"
        }
        return "\(conninfo)\(conninfo.contains("?") ? "&" : "?")dbname=\(database)"
    }
}
