import Subprocess
import TestSupport

/// The built `fieldwork`, run as a person runs it.
struct Program: Sendable {
    /// What came of one run.
    struct Outcome: Sendable {
        let status: Int32
        let output: String
        let errors: String
    }

    /// A libpq connection string; none for verbs that need none.
    var database: String?
    var language = "en"
    /// Columns to fit tables to; nil for a pipe.
    var columns: Int?

    /// Of the environment, beside what the others stand for.
    var variables: [String: String] = [:]

    /// Runs with no terminal, nothing of the caller's environment and a fixed time zone.
    func callAsFunction(_ arguments: String...) async throws -> Outcome {
        try await run(arguments)
    }

    func run(_ arguments: [String]) async throws -> Outcome {
        var environment: [Environment.Key: String] = [
            "PATH": "\(BuiltPrograms.directory):/usr/bin:/bin", "TZ": "UTC",
            "LC_ALL": language == "zh" ? "zh_TW.UTF-8" : "C.UTF-8",
        ]
        environment["FIELDWORK_DATABASE"] = database
        environment["COLUMNS"] = columns.map(String.init)
        for (name, value) in variables { environment[Environment.Key(stringLiteral: name)] = value }
        let result = try await Subprocess.run(
            .name("fieldwork"), arguments: Arguments(arguments),
            environment: .custom(environment), input: .none, output: .string(limit: 1 << 24),
            error: .string(limit: 1 << 20))
        guard case .exited(let status) = result.terminationStatus else {
            throw Killed(status: "\(result.terminationStatus)", errors: result.standardError)
        }
        return Outcome(status: status, output: result.standardOutput, errors: result.standardError)
    }

    struct Killed: Error {
        let status: String
        let errors: String
    }
}
