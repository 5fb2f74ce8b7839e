import Dispatch
import FlyingSocks
import FoundationEssentials
import Glibc
import Subprocess
import SystemPackage
import TestSupport
import Testing

/// The real program, started by a test, and all that is heard of it.
struct RunningDaemon: Sendable {
    /// Lines on standard output, decoded.
    let log = Sightings<[String: LogValue]>()
    /// Datagrams to the service manager.
    let notifications = Sightings<String>()
    let process: ProcessIdentifier
    /// Where health and metrics are.
    let port: UInt16

    func send(_ signal: Int32) { kill(process.value, signal) }

    /// Waits for a line of the log.
    @discardableResult
    func logged(_ message: String) async throws -> [String: LogValue] {
        try await log.first { $0["message"] == .text(message) }.element
    }

    /// Waits for a datagram that holds these words; returns where to go on reading.
    @discardableResult
    func notified(_ words: String, from start: Int = 0) async throws -> Int {
        try await notifications.first(from: start) { $0.contains(words) }.next
    }

    /// Asks over HTTP.
    func get(_ path: String) async throws -> (status: Int, body: String) {
        let answer = try await Loopback.exchange("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n", port: port)
        let parts = answer.split(separator: "\r\n\r\n", maxSplits: 1)
        let status = try #require(answer.split(separator: " ").dropFirst().first.flatMap { Int($0) })
        return (status, parts.count == 2 ? String(parts[1]) : "")
    }
}

/// How a daemon ended, and what it had said.
struct EndedDaemon {
    let status: TerminationStatus
    let log: [[String: LogValue]]
    let notifications: [String]
    let standardError: String
}

/// A field of a log line.
enum LogValue: Decodable, Equatable, Sendable {
    case text(String)
    case list([String])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else {
            self = .list(try container.decode([String].self))
        }
    }
}

/// The program as it was built beside these tests.
let daemonProgram = Executable.path(FilePath("\(BuiltPrograms.directory)/fieldworkd"))

/// Runs the program beside `body`, which sees to it that it ends.
///
/// Every line on standard output has to be a JSON object of texts: the first that is not fails the test.
func withDaemon(
    _ arguments: [String], environment: [Environment.Key: String?] = [:], _ body: @Sendable (RunningDaemon) async throws -> Void
) async throws -> EndedDaemon {
    let socket = try NotifySocket()
    let (datagrams, inbox) = AsyncStream.makeStream(of: String.self)
    // It blocks, so it has a thread to itself.
    DispatchQueue(label: "notify-socket").async {
        while let text = try? socket.receive(), !text.isEmpty { inbox.yield(text) }
        inbox.finish()
    }
    defer { socket.interrupt() }
    let port = try Loopback.freePort()
    let own: [Environment.Key: String?] = [
        "NOTIFY_SOCKET": socket.address, "FIELDWORKD_HTTP_PORT": "\(port)", "FIELDWORKD_LOG_FORMAT": "json",
    ]
    let result = try await run(
        daemonProgram, arguments: Arguments(arguments), environment: .inherit.updating(own).updating(environment),
        input: .none, output: .sequence, error: .string(limit: 65536)
    ) { execution in
        let daemon = RunningDaemon(process: execution.processIdentifier, port: port)
        return try await withThrowingTaskGroup { group in
            group.addTask {
                for await text in datagrams { await daemon.notifications.add(text) }
                await daemon.notifications.end()
            }
            group.addTask {
                defer { socket.interrupt() }
                do {
                    for try await line in execution.standardOutput.strings() {
                        await daemon.log.add(try JSONDecoder().decode([String: LogValue].self, from: Data(line.utf8)))
                    }
                } catch {
                    daemon.send(SIGKILL)
                    throw error
                }
                await daemon.log.end()
            }
            do {
                try await body(daemon)
            } catch {
                daemon.send(SIGKILL)
                throw error
            }
            try await group.waitForAll()
            return (log: await daemon.log.all, notifications: await daemon.notifications.all)
        }
    }
    return EndedDaemon(
        status: result.terminationStatus, log: result.closureResult.log, notifications: result.closureResult.notifications,
        standardError: result.standardError)
}

/// Runs the program to its end, as a person at a terminal would.
func runToEnd(
    _ arguments: [String], environment: [Environment.Key: String?] = [:]
) async throws -> (status: TerminationStatus, output: String, error: String) {
    let result = try await run(
        daemonProgram, arguments: Arguments(arguments), environment: .inherit.updating(environment),
        output: .string(limit: 65536), error: .string(limit: 65536))
    return (result.terminationStatus, result.standardOutput, result.standardError)
}
