import FoundationEssentials
import Subprocess

struct PsqlFailure: Error { let output: String }

/// Runs the installed psql, stopping at the first error.
func psql(_ conninfo: String, _ arguments: [String]) async throws {
    let result = try await run(
        .name("psql"),
        arguments: Arguments(["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", conninfo] + arguments),
        output: .discarded, error: .string(limit: 65536))
    guard result.terminationStatus.isSuccess else { throw PsqlFailure(output: result.standardError) }
}

enum Migrations {
    static func apply(to conninfo: String) async throws {
        let folder = URL(filePath: #filePath).appending(path: "../../../sql/migrations").standardized.path()
        for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            try await psql(conninfo, ["--single-transaction", "--file", "\(folder)/\(file)"])
        }
    }
}
