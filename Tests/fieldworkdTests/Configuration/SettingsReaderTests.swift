import Jobs
import Logging
import Postgres
import Testing

@testable import fieldworkd

@Suite struct SettingsReaderTests {
    /// Reads the settings that these places give.
    private func read(
        options: [String] = [], environment: [String: String] = [:], file: String? = nil
    ) async throws -> (settings: DaemonSettings, reader: SettingsReader) {
        var layers = [.options(options.compactMap(SettingOption.init)), SettingsLayer.environment(environment)]
        if let file {
            let path = try TemporaryFile(file)
            if let layer = try SettingsLayer.file(path.path) { layers.append(layer) }
        }
        let reader = SettingsReader(layers)
        return (await DaemonSettings(reader, environment: environment), reader)
    }

    private func problems(
        options: [String] = [], environment: [String: String] = [:], file: String? = nil
    ) async throws -> [String] {
        try await read(options: options, environment: environment, file: file).reader.problems.map {
            // The file's own path differs from test to test.
            $0.description.replacing(/^\/.*\.yaml:/, with: "file:")
        }
    }

    @Test("options win over the environment, the environment over the file, the file over the defaults")
    func precedence() async throws {
        let (settings, reader) = try await read(
            options: ["http.port=1"], environment: ["FIELDWORKD_HTTP_PORT": "2", "FIELDWORKD_JOBS_CONCURRENCY": "22"],
            file: "{http: {port: 3}, jobs: {concurrency: 33, lease: 33s}}")
        #expect(reader.problems.isEmpty)
        #expect(settings.http.port == 1)
        #expect(settings.work.jobs.concurrency == 22)
        #expect(settings.work.jobs.lease == .seconds(33))
        #expect(settings.work.jobs.pollFloor == .seconds(1))
        let origins = Dictionary(uniqueKeysWithValues: reader.effective.map { ($0.key, $0.origin) })
        #expect(origins["http.port"] == "--set")
        #expect(origins["jobs.concurrency"] == "environment")
        #expect(origins["jobs.lease"]?.hasSuffix(".yaml") == true)
        #expect(origins["jobs.poll"] == "default")
    }

    @Test("one look finds everything that is wrong, with its place")
    func allProblems() async throws {
        let found = try await problems(
            options: ["log.format=xml"], environment: ["FIELDWORKD_HTTP_PROT": "1"],
            file: """
                # a comment
                http:
                  port: 70000
                jobs:
                  lease: 15
                  leases: 15s
                log: {level: [debug]}
                """)
        #expect(
            found == [
                "file:5: jobs.lease: expected a duration such as 500ms, 15s, 10m, 2h or 30d, from 3s to 10m, found \"15\"",
                "file:3: http.port: expected a whole number from 0 to 65535, found \"70000\"",
                "file:7: log.level: expected one of trace, debug, info, notice, warning, error, critical, found a list or a section",
                "--set log.format: log.format: expected one of json, human, auto, found \"xml\"",
                "FIELDWORKD_HTTP_PROT: unknown key FIELDWORKD_HTTP_PROT; did you mean FIELDWORKD_HTTP_PORT?",
                "file:6: unknown key jobs.leases; did you mean jobs.lease?",
            ])
    }

    @Test(
        "a wrong value never reads as if it were not there",
        arguments: [
            "http: {port: }", "http: {port: [1]}", "http: {port: {a: 1}}", "http: 5", "jobs: {queues: default}",
            "jobs: {queues: []}",
            "jobs: {queues: [a, a]}", "jobs: {queues: ['']}", "database: {pooled: maybe}", "log: {level: }",
        ])
    func wrongValues(file: String) async throws {
        #expect(try await problems(file: file).isEmpty == false)
    }

    @Test("a list is a YAML list, and in one line a comma between")
    func lists() async throws {
        #expect(try await read(file: "jobs: {queues: [a, b]}").settings.work.jobs.queues == ["a", "b"])
        #expect(try await read(options: ["jobs.queues=a,b"]).settings.work.jobs.queues == ["a", "b"])
        #expect(try await read(environment: ["FIELDWORKD_JOBS_QUEUES": "a, b"]).settings.work.jobs.queues == ["a", "b"])
    }

    @Test("a connection string with several hosts is one value, from wherever it comes")
    func multiHost() async throws {
        let url = "host=db1,db2 port=5432,5433 dbname=fieldwork target_session_attrs=read-write"
        for (settings, reader) in [
            try await read(options: ["database.url=\(url)"]), try await read(environment: ["FIELDWORKD_DATABASE_URL": url]),
            try await read(file: "database: {url: '\(url)'}"),
        ] {
            #expect(reader.problems.isEmpty)
            #expect(settings.database.configuration.conninfo == url)
            #expect(settings.database.direct.conninfo == url)
        }
    }

    @Test("neither the effective settings nor a problem ever show a password")
    func secrets() async throws {
        for url in ["host=db1 password=geheim", "postgresql://user:geheim@db1/fieldwork", "host=db1 password=geheim nonsense"] {
            let (_, reader) = try await read(
                options: ["database.url=\(url)", "database.direct-url=\(url)"], file: "database: {pooled: true}")
            #expect(!reader.report.contains("geheim"))
            #expect(!reader.problems.contains { $0.description.contains("geheim") })
        }
    }

    @Test("the password comes from a file, or from the service manager's credential, and is never shown")
    func password() async throws {
        let file = try TemporaryFile("geheim\nmore\n")
        let (settings, reader) = try await read(options: ["database.password-file=\(file.path)"])
        #expect(reader.problems.isEmpty)
        #expect(settings.database.configuration.password == "geheim")
        #expect(settings.database.direct.password == "geheim")
        #expect(!reader.report.contains("geheim"))
        let folder = try TemporaryFolder(["database-password": "secret"])
        #expect(
            try await read(environment: ["CREDENTIALS_DIRECTORY": folder.path]).settings.database.configuration.password
                == "secret")
        #expect(
            try await read(environment: ["CREDENTIALS_DIRECTORY": "/nowhere"]).settings.database.configuration.password == nil)
    }

    @Test("a password file that is missing, empty or relative is a problem")
    func wrongPasswordFile() async throws {
        let empty = try TemporaryFile("\n")
        for path in ["/nowhere", "relative", empty.path] {
            #expect(try await problems(options: ["database.password-file=\(path)"]).count == 1)
        }
    }

    @Test("what is no connection string is refused before anything is started")
    func conninfo() async throws {
        let found = try await problems(options: ["database.url=nonsense"])
        #expect(found == ["database.url: the connection string is neither libpq's `keyword=value …` nor a postgresql:// URI"])
    }

    @Test("behind a pooler, statements are not prepared, and a way past it is asked for")
    func pooler() async throws {
        #expect(try await problems(options: ["database.pooled=true"]).count == 1)
        let (settings, reader) = try await read(options: ["database.pooled=true", "database.direct-url=host=db1 port=5432"])
        #expect(reader.problems.isEmpty)
        #expect(!settings.database.configuration.preparesStatements)
        #expect(settings.database.direct.preparesStatements)
        #expect(settings.database.direct.conninfo == "host=db1 port=5432")
    }

    @Test("an installation without the program that reads documents is a problem before the first document comes")
    func extractor() async throws {
        #expect(
            try await problems(options: ["extract.folder=/nowhere"]) == [
                "extract.folder: there is no program fieldwork-extract in /nowhere. Install it, or say where it is"
            ])
    }

    @Test("no port is served on request")
    func noPort() async throws {
        #expect(try await read(options: ["http.port=0"]).settings.http.port == nil)
    }

    @Test("other programs' variables are not looked at")
    func otherVariables() async throws {
        #expect(try await problems(environment: ["FIELDWORK_PG_BIN": "/x", "PGHOST": "db", "HTTP_PORT": "x"]).isEmpty)
    }

    @Test(
        "a file of nothing but comments sets nothing, nor does a section of them",
        arguments: ["# nothing\n# at all\n", "http:\n  #port: 1\n"])
    func comments(file: String) async throws {
        #expect(try await problems(file: file).isEmpty)
    }

    @Test(
        "a file that is no YAML mapping says where, and quotes nothing",
        arguments: [
            ("database: {url: 'password=geheim", ":1:33: not YAML"),
            ("a: 1\nb:\n  url: password=geheim\n  url: password=geheim\n", ":3:3: `url` stands twice"),
            ("- password=geheim", "no valid YAML mapping"), ("\tpassword=geheim: x", ":1:1: not YAML"),
        ])
    func noMapping(file: String, words: String) async throws {
        do {
            _ = try await read(file: file)
            Issue.record("was accepted")
        } catch let problem as SettingsProblem {
            #expect(problem.description.contains(words))
            #expect(!problem.description.contains("geheim"))
        }
    }
}
