import EmbeddedPostgres
import FoundationEssentials
import Glibc
import Subprocess
import SystemPackage
import Testing
import TestSupport

@testable import fieldworkd

/// `docs/operations.md`: what it says is what there is.
@Suite(.timeLimit(.minutes(15))) struct OperationsGuideTests {
    private let guide: String

    init() throws { guide = try Repository.text(of: "docs/operations.md") }

    private func sources(_ modules: [String]) throws -> [String] {
        try modules.flatMap { module in
            let folder = Repository.path("Sources/\(module)")
            return try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
                .map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
        }
    }

    @Test("every event an operator can see is in its table, with its level")
    func events() throws {
        let event = /\.(info|notice|warning|error|critical)\(\s*"([^"\\]+)"/
        let found = try sources(["fieldworkd", "Jobs", "Pipeline", "Postgres", "Schema", "Storage"]).flatMap { source in
            source.matches(of: event).map { (level: String($0.1), message: String($0.2)) }
        }
        #expect(found.count > 15)
        for (level, message) in found {
            #expect(guide.contains("| `\(message)` | \(level) | "), "\(level): \(message)")
        }
    }

    @Test("every metric that is counted has a meaning, in the answer to Prometheus and in the guide")
    func metrics() throws {
        let label = /(Counter|Gauge|Meter|Timer|Recorder)\(label: "(\w+)"/
        let counted = try sources(["Jobs", "Pipeline", "Postgres", "Storage"]).flatMap { source in
            source.matches(of: label).map { $0.1 == "Timer" ? "\($0.2)_seconds" : String($0.2) }
        }
        #expect(counted.count > 5)
        for name in counted { #expect(MetricCatalog.help[name] != nil, "\(name)") }
        for (name, help) in MetricCatalog.help {
            #expect(guide.contains("`\(name)`"))
            if name.hasPrefix("fieldwork_") { #expect(guide.contains("| `\(name)` | \(help)"), "\(name)") }
        }
    }

    @Test("every exit status is explained, and systemd starts again only after those that may pass")
    func exitStatuses() throws {
        let unit = try Repository.text(of: "deploy/fieldworkd.service")
        let restarts = try #require(unit.firstMatch(of: /RestartPreventExitStatus=(.*)/)).1.split(separator: " ")
        for status in ExitStatus.allCases {
            let row = try #require(guide.firstMatch(of: try Regex("\\| \(status.rawValue) \\| .+ \\| ?(.*) ?\\|\n")))
            #expect(restarts.contains("\(status.rawValue)") == (row.output[1].substring?.contains("leaves it") == true))
        }
    }

    @Test(
        "the database is installed, backed up and restored by the commands in the guide, and daemons work with it before and after"
    )
    func commands() async throws {
        let folder = try TemporaryFolder()
        try await withTestServer { server in
            try await shell("### Database", server.postgres, in: folder.path)
            try await sql("### Database", server.postgres)
            try await expectReady(server.postgres)
            try await shell("## Back up", server.postgres, in: folder.path)
        }
        try await withTestServer { server in
            try await shell("## Restore", server.postgres, in: folder.path)
            try await expectReady(server.postgres)
        }
    }

    /// The first block of a language under a heading.
    private func block(_ language: String, under heading: String) throws -> String {
        let section = try #require(guide.firstRange(of: "\n\(heading)\n")).upperBound
        let start = try #require(guide[section...].firstRange(of: "\n```\(language)\n")).upperBound
        return String(guide[start..<(try #require(guide[start...].firstRange(of: "\n```\n"))).lowerBound])
    }

    private func shell(_ heading: String, _ server: EmbeddedPostgres, in folder: String) async throws {
        try await run(server, folder, "bash", ["-euc", try block("sh", under: heading)])
    }

    private func sql(_ heading: String, _ server: EmbeddedPostgres) async throws {
        let script = try block("sql", under: heading)
        try await run(
            server, "/", "psql", ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--dbname=fieldwork", "--command=\(script)"])
    }

    private func run(_ server: EmbeddedPostgres, _ folder: String, _ program: String, _ arguments: [String]) async throws {
        let path = "\(BuiltPrograms.directory):/usr/bin:/bin"
        let result = try await Subprocess.run(
            .name(program), arguments: Arguments(arguments),
            environment: .inherit.updating([
                "PATH": path, "PGHOST": server.socketDirectory, "PGPORT": "\(server.port)", "PGUSER": "postgres",
            ]),
            workingDirectory: FilePath(folder), output: .discarded, error: .string(limit: 65536))
        #expect(result.terminationStatus == .exited(0), "\(result.standardError)")
    }

    private func expectReady(_ server: EmbeddedPostgres) async throws {
        let url = server.conninfo(database: "fieldwork", user: "fieldwork")
        let ended = try await withDaemon(["--config", "/dev/null", "--set", "database.url=\(url)"]) { daemon in
            try await daemon.notified("READY=1")
            daemon.send(SIGTERM)
        }
        #expect(ended.status == .exited(0))
    }
}
