import EmbeddedPostgres
import Subprocess
import Testing

/// Asks a server one question with the installed `psql`, so that these tests lean on no client of ours.
func ask(_ server: EmbeddedPostgres, _ sql: String) async throws -> String {
    let answer = try await run(
        .name("psql"),
        arguments: ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--dbname", server.conninfo(), "--command", sql],
        output: .string(limit: 65536), error: .string(limit: 65536))
    try #require(answer.terminationStatus.isSuccess, "psql: \(answer.standardError)")
    return String(answer.standardOutput.split(separator: "\n").joined(separator: "\n"))
}
