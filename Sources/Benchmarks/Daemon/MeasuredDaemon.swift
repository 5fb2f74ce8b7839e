import FlyingSocks
import FoundationEssentials
import Glibc
import Subprocess

/// The `fieldworkd` of this build, ready and running.
struct MeasuredDaemon: Sendable {
    let process: MeasuredProcess
    /// From before there was a process to its READY=1.
    let readyAfter: Duration

    /// Runs `body` beside a daemon with the settings it has by default, which is stopped however `body` ends.
    static func run<R: Sendable>(
        on conninfo: String, _ body: @escaping @Sendable (MeasuredDaemon) async throws -> R
    ) async throws -> R {
        let socket = try NotifySocket()
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let environment: [Environment.Key: String?] = [
            "PATH": URL(filePath: program).deletingLastPathComponent().path,
            "NOTIFY_SOCKET": socket.address, "FIELDWORKD_DATABASE_URL": conninfo, "FIELDWORKD_HTTP_PORT": "\(try freePort())",
        ]
        let began = ContinuousClock.now
        return try await Subprocess.run(
            // Without the settings of whoever works on this machine.
            .name("fieldworkd"), arguments: ["--config", "/dev/null"], environment: .inherit.updating(environment),
            input: .none, output: .sequence, error: .combinedWithOutput
        ) { daemon in
            let result: Result<R, any Error>
            do {
                result = .success(
                    try await beside(daemon.standardOutput) {
                        let readyAfter = try await socket.ready() - began
                        let process = MeasuredProcess(id: daemon.processIdentifier.value)
                        return try await body(MeasuredDaemon(process: process, readyAfter: readyAfter))
                    })
            } catch {
                result = .failure(error)
            }
            await daemon.teardown(using: [.gracefulShutDown(allowedDurationToNextStep: .seconds(10))])
            return result
        }.closureResult.get()
    }

    /// Runs `body` as long as there is a log to read: a daemon nobody reads stands still, and one that has ended has told why.
    private static func beside<R: Sendable>(
        _ log: SubprocessOutputSequence, _ body: @escaping @Sendable () async throws -> R
    ) async throws -> R {
        try await withThrowingTaskGroup(of: R.self) { group in
            group.addTask(operation: body)
            group.addTask {
                var last = ""
                for try await line in log.strings() { last = line }
                throw DaemonEnded(lastWords: last)
            }
            defer { group.cancelAll() }
            guard let result = try await group.next() else { throw CancellationError() }
            return result
        }
    }

    /// A port that nobody listens on at the moment.
    private static func freePort() throws -> UInt16 {
        let socket = try Socket(domain: AF_INET)
        defer { try? socket.close() }
        let any: sockaddr_in = try .inet(ip4: "127.0.0.1", port: 0)
        try socket.bind(to: any)
        guard case .ip4(_, let port) = try socket.sockname() else { throw WrongAnswer() }
        return port
    }
}

/// The daemon has ended while it was measured.
struct DaemonEnded: Error, CustomStringConvertible {
    let lastWords: String

    var description: String { "fieldworkd has ended; its last words were: \(lastWords)" }
}
