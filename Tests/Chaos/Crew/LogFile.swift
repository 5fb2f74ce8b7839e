import Foundation
import Glibc
import Logging
import Synchronization

/// A worker's log: a JSON object a line, appended whole, so that a kill leaves no half of one.
final class LogFile: Sendable {
    struct Line: Codable, Sendable {
        /// Seconds of the monotonic clock.
        let at: Double
        let message: String
        let fields: [String: String]

        /// What the line complains of: its message, the activity, and the error without its particulars. Nil for what became
        /// of one job: each of those is a matter of its own, but for what could not be written.
        var cause: String? {
            guard fields["job_id"] == nil || message == "attempt could not be settled" else { return nil }
            let particulars = fields["during"] ?? fields["error"].map { String($0.prefix { $0 != ":" }) } ?? fields["reason"]
            return [message, particulars].compactMap(\.self).joined(separator: ", ")
        }
    }

    private let descriptor: Int32

    init(path: String) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    static func read(_ path: String) throws -> [Line] {
        guard let text = FileManager.default.contents(atPath: path) else { return [] }
        return try text.split(separator: UInt8(ascii: "\n")).map { try JSONDecoder().decode(Line.self, from: $0) }
    }

    private func write(_ line: Line) {
        guard var bytes = try? JSONEncoder().encode(line) else { return }
        bytes.append(UInt8(ascii: "\n"))
        _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }

    struct Handler: LogHandler {
        let file: LogFile
        var metadata: Logger.Metadata = [:]
        /// Without what an ordinary job leaves.
        var logLevel = Logger.Level.notice

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            var now = timespec()
            clock_gettime(CLOCK_MONOTONIC, &now)
            let fields = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues { "\($0)" }
            file.write(
                Line(at: Double(now.tv_sec) + Double(now.tv_nsec) / 1e9, message: event.message.description, fields: fields))
        }
    }
}
