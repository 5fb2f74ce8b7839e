import Foundation
import Subprocess

/// A program of the system that changes it: networks, file systems.
enum SystemCommand {
    struct Failed: Error, CustomStringConvertible {
        let command: [String]
        let output: String
        var description: String { "\(command.joined(separator: " ")): \(output.trimmingCharacters(in: .whitespacesAndNewlines))" }
    }

    /// Runs a program to its end, although the task be cancelled: what was set up has to be taken down.
    static func run(_ command: String...) async throws {
        let result = try await Task {
            try await Subprocess.run(
                .name(command[0]), arguments: Arguments(Array(command.dropFirst())), output: .string(limit: 4096),
                error: .combinedWithOutput)
        }.value
        guard result.terminationStatus.isSuccess else { throw Failed(command: command, output: result.standardOutput) }
    }
}
