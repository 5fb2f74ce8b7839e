import Foundation
import Glibc
@testable import Jobs
import Postgres
import Subprocess
import SystemPackage
import TestSupport

/// The program that tests kill.
enum QueueProcess {
    static let kind = JobKind("mischief", maxAttempts: 1)

    /// Beside the test bundle.
    static let path = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "queue-process").path()

    /// How a process ended.
    enum End: Sendable, Hashable {
        case exited(Int32)
        case killed(Int32)
    }

    /// Runs a process that takes jobs; `body` gets its number. When `body` returns it is told to stop; how it ended is returned.
    static func run(
        on queue: QueueHarness, lease: Duration = .seconds(2), _ body: (pid_t) async throws -> Void = { _ in }
    ) async throws -> End {
        let arguments = ["work", queue.configuration().conninfo, "\(lease.milliseconds)"]
        let result = try await Subprocess.run(
            .path(FilePath(path)), arguments: Arguments(arguments),
            environment: .inherit.updating(["SWIFT_BACKTRACE": "enable=no"]),
            input: .none, output: .discarded, error: .discarded
        ) { execution in
            try await body(execution.processIdentifier.value)
            try? execution.send(signal: .terminate)
        }
        switch result.terminationStatus {
        case .exited(let status): return .exited(status)
        case .signaled(let signal): return .killed(signal)
        }
    }

    /// False as well for one that is dead and not yet buried.
    static func isAlive(_ process: pid_t) -> Bool {
        let status = FileManager.default.contents(atPath: "/proc/\(process)/stat").map { String(decoding: $0, as: UTF8.self) }
        return status.map { !$0.contains(") Z ") } ?? false
    }

    /// The isolated children that work on the test's database.
    static func children(on queue: QueueHarness) -> [pid_t] {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.compactMap { pid_t($0) }.filter { process in
            let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
            let words = String(decoding: line, as: UTF8.self).split(separator: "\0")
            return words.contains("run-isolated") && words.contains { $0.contains("'\(queue.database.name)'") }
        }
    }

    static var isolation: @Sendable (QueueHarness) -> ChildProcessIsolation {
        { queue in ChildProcessIsolation(executable: path, arguments: ["run-isolated", queue.configuration().conninfo]) }
    }
}
