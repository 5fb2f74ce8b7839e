import FoundationEssentials
import Glibc
import Subprocess
import SystemPackage
import Testing
import TestSupport

/// What `make install` puts on a machine, into a folder.
@Suite struct DeploymentTests {
    private static let hasSystemd = access("/usr/bin/systemd-analyze", X_OK) == 0

    private func withInstallation(_ body: (String) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        try await install(folder.path)
        try await body(folder.path)
    }

    private func install(_ folder: String) async throws {
        let result = try await run(
            .path(FilePath(Repository.path("deploy/install.sh"))),
            environment: .inherit.updating(["DESTDIR": folder, "PREFIX": "/opt/fieldwork", "BUILD": BuiltPrograms.directory]),
            output: .string(limit: 65536), error: .string(limit: 65536))
        #expect(result.terminationStatus == .exited(0), "\(result.standardError)")
        #expect(result.standardOutput == "" && result.standardError == "")
    }

    private func analyze(_ arguments: [String]) async throws -> (status: TerminationStatus, output: String) {
        let result = try await run(
            .name("systemd-analyze"), arguments: Arguments(arguments), output: .string(limit: 65536), error: .string(limit: 65536)
        )
        return (result.terminationStatus, result.standardOutput + result.standardError)
    }

    @Test("the programs, the unit, the user and the settings are where they belong, with the rights they need")
    func files() async throws {
        try await withInstallation { folder in
            let expected = [
                "/etc/fieldwork/fieldworkd.yaml": 0o644, "/opt/fieldwork/bin/fieldwork": 0o755,
                "/opt/fieldwork/bin/fieldwork-extract": 0o755, "/opt/fieldwork/bin/fieldworkd": 0o755,
                "/opt/fieldwork/lib/systemd/system/fieldworkd.service": 0o644,
                "/opt/fieldwork/lib/sysusers.d/fieldwork.conf": 0o644,
                "/opt/fieldwork/share/doc/fieldwork/operations.md": 0o644,
            ]
            for (path, mode) in expected {
                var status = stat()
                #expect(stat(folder + path, &status) == 0, "\(path)")
                #expect(Int(status.st_mode & 0o7777) == mode, "\(path)")
            }
            let unit = try String(
                contentsOfFile: "\(folder)/opt/fieldwork/lib/systemd/system/fieldworkd.service", encoding: .utf8)
            #expect(unit.contains("\nExecStart=/opt/fieldwork/bin/fieldworkd\n"))
            #expect(unit.contains("\nDocumentation=file:///opt/fieldwork/share/doc/fieldwork/operations.md\n"))
        }
    }

    @Test("every page that an installed page links to is installed")
    func links() async throws {
        try await withInstallation { folder in
            let pages = "\(folder)/opt/fieldwork/share/doc/fieldwork"
            var found = 0
            for page in try FileManager.default.contentsOfDirectory(atPath: pages) where page.hasSuffix(".md") {
                let text = try String(contentsOfFile: "\(pages)/\(page)", encoding: .utf8)
                for link in text.matches(of: /\]\((?!https:)([^)#:]+)[^)]*\)/) {
                    found += 1
                    #expect(access("\(pages)/\(link.1)", R_OK) == 0, "\(page) links to \(link.1)")
                }
            }
            #expect(found > 5)
        }
    }

    @Test("installing again leaves the settings as the administrator has them")
    func settingsStay() async throws {
        try await withInstallation { folder in
            let path = "\(folder)/etc/fieldwork/fieldworkd.yaml"
            try "http: {port: 0}\n".write(toFile: path, atomically: false, encoding: .utf8)
            try await install(folder)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "http: {port: 0}\n")
        }
    }

    @Test("systemd understands every line of the unit", .enabled(if: hasSystemd, "systemd-analyze is not installed"))
    func unit() async throws {
        let folder = try TemporaryFolder()
        let unit = try Repository.text(of: "deploy/fieldworkd.service").replacing(
            "/usr/bin/", with: BuiltPrograms.directory + "/")
        try unit.write(toFile: "\(folder.path)/fieldworkd.service", atomically: false, encoding: .utf8)
        let verdict = try await analyze(["verify", "--man=no", "--recursive-errors=no", "\(folder.path)/fieldworkd.service"])
        #expect(verdict.status == .exited(0))
        #expect(verdict.output == "")
    }

    @Test(
        "the exposure systemd sees is at most 1.5, with a database elsewhere too",
        .enabled(if: hasSystemd, "systemd-analyze is not installed"), arguments: [false, true])
    func exposure(isRemote: Bool) async throws {
        let folder = try TemporaryFolder()
        let units = "\(folder.path)/etc/systemd/system"
        try FileManager.default.createDirectory(atPath: "\(units)/fieldworkd.service.d", withIntermediateDirectories: true)
        for (source, target) in [("fieldworkd.service", "fieldworkd.service")]
            + (isRemote ? [("remote-database.conf", "fieldworkd.service.d/a.conf")] : [])
        {
            try Repository.text(of: "deploy/\(source)").write(toFile: "\(units)/\(target)", atomically: false, encoding: .utf8)
        }
        let verdict = try await analyze([
            "security", "--offline=true", "--root=\(folder.path)", "--threshold=15", "--no-pager", "fieldworkd.service",
        ])
        #expect(verdict.status == .exited(0), "\(verdict.output)")
        #expect(verdict.output.contains("Overall exposure level"))
        #expect(verdict.output.contains("non-localhost") == isRemote)
    }
}
