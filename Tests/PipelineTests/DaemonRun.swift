import Postgres
import Subprocess
import SystemPackage
import Testing
import TestSupport

/// A run of the real daemon, once it is over.
struct DaemonRun: Sendable {
    let status: TerminationStatus
    let log: String
    let standardError: String

    /// Runs it until it dies.
    ///
    /// - Parameter settings: by their environment variables.
    static func untilItDies(on database: TestDatabase, settings: [String: String]) async throws -> DaemonRun {
        try await run(on: database, settings) { try await Task.sleep(for: .seconds(3600)) }
    }

    /// Runs it until no job waits or runs, and has it stop.
    static func untilNothingIsLeft(on database: TestDatabase, settings: [String: String]) async throws -> DaemonRun {
        try await run(on: database, settings) {
            try await PipelineHarness(database: database).connect { connection in
                while try await connection.execute(CountUnfinished())[0] > 0 { try await Task.sleep(for: .milliseconds(50)) }
            }
        }
    }

    /// Runs it until it dies or `body` is done; then it is stopped as systemd would.
    private static func run(
        on database: TestDatabase, _ settings: [String: String], _ body: @escaping @Sendable () async throws -> Void
    ) async throws -> DaemonRun {
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(20))]
        var environment = Environment.inherit.updating([
            "FIELDWORKD_DATABASE_URL": try await PipelineHarness(database: database).workerConninfo(),
            "FIELDWORKD_HTTP_PORT": "0",
        ])
        for (variable, value) in settings { environment = environment.updating([.init(stringLiteral: variable): value]) }
        return try await withThrowingTaskGroup(of: DaemonRun?.self) { [environment] group in
            group.addTask { [options] in
                let result = try await Subprocess.run(
                    .path(FilePath("\(BuiltPrograms.directory)/fieldworkd")), environment: environment,
                    platformOptions: options, output: .string(limit: 50_000_000), error: .string(limit: 65_536))
                return DaemonRun(
                    status: result.terminationStatus, log: result.standardOutput, standardError: result.standardError)
            }
            group.addTask {
                try await body()
                return nil
            }
            var end = try await group.next() ?? nil
            if end == nil {
                group.cancelAll()
                end = try await group.next() ?? nil
            }
            group.cancelAll()
            return try #require(end)
        }
    }
}
