import FoundationEssentials
import Glibc
import Subprocess

/// One installed PostgreSQL: the directory of its programs and its major version.
struct PostgresInstallation: Sendable, Hashable {
    let binaries: String
    let major: Int

    /// Older servers lack what the schema uses; newer ones are untested.
    static let supported = 14...18

    private static let programs = ["postgres", "initdb", "pg_ctl"]
    private static let debianRoot = "/usr/lib/postgresql"

    /// The newest supported installation, or the one that wrote the data `home` already holds.
    ///
    /// - Parameter directory: the only directory to look in, when given.
    static func find(in directory: String?, for home: ServerHome) async throws -> PostgresInstallation {
        let candidates = directory.map { [$0] } ?? searchPath()
        var found: [PostgresInstallation] = []
        for candidate in candidates where hasPrograms(candidate) {
            let installation = PostgresInstallation(binaries: candidate, major: try await majorVersion(of: candidate))
            if supported.contains(installation.major) {
                found.append(installation)
            }
        }
        guard let newest = found.max(by: { $0.major < $1.major }) else {
            throw EmbeddedPostgresError.binariesNotFound(searched: candidates, wanted: supported)
        }
        guard let major = home.dataVersion else { return newest }
        guard let match = found.first(where: { $0.major == major }) else {
            throw EmbeddedPostgresError.dataNeedsVersion(major, home: home.path, installed: Set(found.map(\.major)).sorted())
        }
        return match
    }

    private static func searchPath() -> [String] {
        if let only = environmentValue("FIELDWORK_PG_BIN") { return [only] }
        let debian = ((try? FileManager.default.contentsOfDirectory(atPath: debianRoot)) ?? [])
            .compactMap { Int($0) }.sorted(by: >).map { "\(debianRoot)/\($0)/bin" }
        let path = (environmentValue("PATH") ?? "").split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
        return debian + path
    }

    private static func environmentValue(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func hasPrograms(_ directory: String) -> Bool {
        programs.allSatisfy { FileManager.default.isExecutableFile(atPath: "\(directory)/\($0)") }
    }

    /// Asks the program itself: a directory's name promises nothing.
    private static func majorVersion(of directory: String) async throws -> Int {
        let answer = try await run(
            .name("postgres"), arguments: ["--version"], environment: .custom(["PATH": directory]), output: .string(limit: 4096))
        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "postgres (PostgreSQL) 19beta1"
        let number = answer.standardOutput.split(separator: " ").lazy
            .compactMap { Int($0.prefix(while: \.isNumber)) }.first
        guard let number else {
            throw EmbeddedPostgresError.programFailed(
                program: "\(directory)/postgres --version", status: "\(answer.terminationStatus)", output: answer.standardOutput)
        }
        return number
    }
}
