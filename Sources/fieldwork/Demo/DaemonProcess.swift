import Foundation
import Subprocess

/// `fieldworkd` as a child process, for as long as a body runs; then stopped as systemd would stop it.
struct DaemonProcess {
    /// The daemon's executable, beside this program's own.
    let executable: String
    /// Where its log goes.
    let logFile: String
    let environment: [String: String]

    init(conninfo: String, logFile: String) {
        let directory = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        executable = URL(filePath: directory).deletingLastPathComponent().appending(path: "fieldworkd").path()
        self.logFile = logFile
        environment = [
            "FIELDWORKD_DATABASE_URL": conninfo, "FIELDWORKD_HTTP_PORT": "0", "FIELDWORKD_LOG_FORMAT": "json",
        ]
    }

    func run<R: Sendable>(_ body: @escaping @Sendable () async throws -> R) async throws -> R {
        guard FileManager.default.isExecutableFile(atPath: executable) else {
            throw Failure(
                .configuration, zh: "找不到 \(executable)。請先建置：swift build -c release --product fieldworkd",
                en: "there is no \(executable). Build it first: swift build -c release --product fieldworkd")
        }
        return try await withThrowingTaskGroup(of: R?.self) { group in
            group.addTask {
                var options = PlatformOptions()
                // SIGTERM, and time for the ladder the daemon goes down.
                options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(30))]
                _ = try await Subprocess.run(
                    .name("sh"),
                    // Without the file of this machine's own daemon.
                    arguments: ["-c", "exec \"$0\" --config /dev/null > \"$1\" 2>&1", executable, logFile],
                    environment: .inherit.updating(overrides), platformOptions: options, input: .none, output: .discarded,
                    error: .discarded)
                return nil
            }
            group.addTask { try await body() }
            defer { group.cancelAll() }
            guard let result = try await group.next() ?? nil else {
                throw Failure(
                    .software, zh: "fieldworkd 在佇列清空之前就結束了，原因見 \(logFile)。",
                    en: "fieldworkd ended before the queue was empty; \(logFile) says why.")
            }
            return result
        }
    }

    /// Takes out whatever settings the caller has for another daemon.
    private var overrides: [Environment.Key: String?] {
        var overrides: [Environment.Key: String?] = [:]
        for name in ProcessInfo.processInfo.environment.keys where name.hasPrefix("FIELDWORKD_") {
            overrides.updateValue(nil, forKey: Environment.Key(stringLiteral: name))
        }
        for (name, value) in environment { overrides.updateValue(value, forKey: Environment.Key(stringLiteral: name)) }
        return overrides
    }
}
